# Dayline in a container: no compiler, no root, one writable folder.
#
#   docker build -t dayline .
#   docker run -p 8000:8000 -v dayline:/data -e DAYLINE_URL=https://dayline.example.org dayline

FROM python:3.13-slim-bookworm AS build
COPY requirements/runtime.lock requirements/build.lock /build/requirements/
RUN python -m venv /dayline \
    && /dayline/bin/pip install --no-cache-dir --require-hashes -r /build/requirements/runtime.lock \
    && /dayline/bin/pip install --no-cache-dir --require-hashes -r /build/requirements/build.lock
COPY pyproject.toml README.md LICENSE /build/
COPY src /build/src
RUN /dayline/bin/pip install --no-cache-dir --no-deps --no-build-isolation /build

FROM python:3.13-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home --home-dir /data dayline
COPY --from=build /dayline /dayline
USER dayline
ENV PATH=/dayline/bin:$PATH DAYLINE_HOME=/data PYTHONUNBUFFERED=1
VOLUME /data
WORKDIR /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz')"]
CMD ["dayline", "serve", "--host", "0.0.0.0", "--worker"]
