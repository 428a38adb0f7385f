// Passkeys: asks the device, puts its answer into the form, sends the form.

const decode = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));

const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const withIds = (list) => (list || []).map((one) => ({ ...one, id: decode(one.id) }));

function creation(options, alone) {
  const key = structuredClone(options.publicKey);
  key.authenticatorSelection = {
    ...key.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone ? { userVerification: "required" } : {}),
  };
  key.challenge = decode(key.challenge);
  key.user.id = decode(key.user.id);
  key.excludeCredentials = withIds(key.excludeCredentials);
  return { publicKey: key };
}

function request(options) {
  const key = structuredClone(options.publicKey);
  key.challenge = decode(key.challenge);
  key.allowCredentials = withIds(key.allowCredentials);
  return { publicKey: key };
}

function plain(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: encode(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) answer[name] = encode(response[name]);
  }
  if (response.getTransports) answer.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: answer,
  };
}

async function asked(form) {
  const kind = form.dataset.passkey;
  if (kind === "login") {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("The server gave no answer.");
    return navigator.credentials.get(request((await answer.json()).request_options));
  }
  const data = JSON.parse(document.getElementById("passkey-data").textContent);
  if (kind === "add") {
    return navigator.credentials.create(
      creation(data.creation_options, form.elements.passwordless.checked),
    );
  }
  return navigator.credentials.get(request(data.request_options));
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) {
    const words = form.querySelector("[role=status]");
    words.textContent = "This browser gives passkeys to secure addresses only (https).";
    continue;
  }
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    const words = form.querySelector("[role=status]");
    words.textContent = "Your device is asking you.";
    try {
      form.elements.credential.value = JSON.stringify(plain(await asked(form)));
      form.submit();
    } catch (error) {
      words.textContent =
        error.name === "NotAllowedError"
          ? "Nothing happened: it was stopped, or took too long. You may try again."
          : `That did not work: ${error.message}`;
    }
  });
}
