"""The graph of a BERT encoder over given weights, as ONNX: so that no training library is needed.

Devlin et al., BERT, 2019; the operators are those of ONNX opset 20. What comes out is the last
layer's hidden states, or one score for each row where the weights have a head for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_OPSET = 20
_IR = 10  # the format's version that goes with this opset


class Encoder:
    """Collects the nodes of the graph; every method returns the name of what it computes."""

    def __init__(
        self, weights: Mapping[str, NDArray[np.float32]], config: Mapping[str, Any]
    ) -> None:
        from onnx import helper, numpy_helper

        self.helper = helper
        self.as_tensor = numpy_helper.from_array
        self.weights = weights
        self.heads = int(config["num_attention_heads"])
        self.layers = int(config["num_hidden_layers"])
        self.epsilon = float(config["layer_norm_eps"])
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """A number, a shape or a matrix under its name, kept once."""
        if name not in self.constants:
            self.constants[name] = self.as_tensor(np.ascontiguousarray(value), name)
        return name

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """One operator."""
        out = f"n{len(self.nodes)}"
        self.nodes.append(self.helper.make_node(kind, inputs, [out], **attributes))
        return out

    def linear(self, value: str, name: str) -> str:
        """``value @ W.T + b`` with the weights of that name."""
        matrix = self.constant(f"{name}.weight.T", self.weights[f"{name}.weight"].T)
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.node("Add", self.node("MatMul", value, matrix), bias)

    def norm(self, value: str, name: str) -> str:
        """Layer normalisation over the last axis."""
        told = [
            self.constant(f"{name}.{part}", self.weights[f"{name}.{part}"])
            for part in ("weight", "bias")
        ]
        return self.node("LayerNormalization", value, *told, axis=-1, epsilon=self.epsilon)

    def embeddings(self, *, typed: bool) -> str:
        """Word, place and kind of each token; every token is of the first kind if not ``typed``."""
        words = self.constant("words", self.weights["embeddings.word_embeddings.weight"])
        places = self.constant("places", self.weights["embeddings.position_embeddings.weight"])
        kinds = self.weights["embeddings.token_type_embeddings.weight"]
        if typed:
            kind = self.node("Gather", self.constant("kinds", kinds), "token_type_ids")
        else:
            kind = self.constant("kind", kinds[0])
        zero, one, two = (
            self.constant(f"i{at}", np.array([at], dtype=np.int64)) for at in range(3)
        )
        length = self.node("Slice", self.node("Shape", "input_ids"), one, two)
        place = self.node("Slice", places, zero, length)
        told = self.node("Add", self.node("Gather", words, "input_ids"), place)
        return self.norm(self.node("Add", told, kind), "embeddings.LayerNorm")

    def mask(self) -> str:
        """What is added to attention: nothing for tokens, a great minus for padding."""
        axes = self.constant("axes", np.array([1, 2], dtype=np.int64))
        told = self.node("Unsqueeze", self.node("Cast", "attention_mask", to=1), axes)
        one = self.constant("one", np.array(1, dtype=np.float32))
        far = self.constant("far", np.array(-10_000, dtype=np.float32))
        return self.node("Mul", self.node("Sub", one, told), far)

    def split(self, value: str, order: list[int]) -> str:
        """Rows cut into the attention's heads, with the axes in that order."""
        shape = self.constant("split", np.array([0, 0, self.heads, -1], dtype=np.int64))
        return self.node("Transpose", self.node("Reshape", value, shape), perm=order)

    def attention(self, value: str, name: str, mask: str) -> str:
        """Every token looks at every other."""
        asks = self.split(self.linear(value, f"{name}.self.query"), [0, 2, 1, 3])
        keys = self.split(self.linear(value, f"{name}.self.key"), [0, 2, 3, 1])
        said = self.split(self.linear(value, f"{name}.self.value"), [0, 2, 1, 3])
        width = self.weights["embeddings.LayerNorm.weight"].shape[0] // self.heads
        scale = self.constant("scale", np.array(width**-0.5, dtype=np.float32))
        near = self.node("Mul", self.node("MatMul", asks, keys), scale)
        share = self.node("Softmax", self.node("Add", near, mask), axis=-1)
        told = self.node("Transpose", self.node("MatMul", share, said), perm=[0, 2, 1, 3])
        whole = self.constant("whole", np.array([0, 0, -1], dtype=np.int64))
        out = self.linear(self.node("Reshape", told, whole), f"{name}.output.dense")
        return self.norm(self.node("Add", out, value), f"{name}.output.LayerNorm")

    def hidden(self, *, typed: bool = False) -> str:
        """All layers, one after the other."""
        value, mask = self.embeddings(typed=typed), self.mask()
        for at in range(self.layers):
            name = f"encoder.layer.{at}"
            value = self.attention(value, f"{name}.attention", mask)
            wide = self.node("Gelu", self.linear(value, f"{name}.intermediate.dense"))
            out = self.linear(wide, f"{name}.output.dense")
            value = self.norm(self.node("Add", out, value), f"{name}.output.LayerNorm")
        return value

    def model(self) -> bytes:
        """The whole graph, serialised: hidden states of shape (batch, length, width)."""
        value = self.hidden()
        return self._serialised(value, ["batch", "length", "width"], _GIVEN)

    def scorer(self) -> bytes:
        """The graph that reads typed tokens and gives one score a row, of shape (batch, 1).

        The mean of the last layer goes through the weights ``head``, a hyperbolic tangent, and the
        weights ``out``.
        """
        value = self.hidden(typed=True)
        two = self.constant("last", np.array([2], dtype=np.int64))
        share = self.node("Unsqueeze", self.node("Cast", "attention_mask", to=1), two)
        along = self.constant("along", np.array([1], dtype=np.int64))
        told = self.node("ReduceSum", self.node("Mul", value, share), along, keepdims=0)
        mean = self.node("Div", told, self.node("ReduceSum", share, along, keepdims=0))
        score = self.linear(self.node("Tanh", self.linear(mean, "head")), "out")
        return self._serialised(score, ["batch", 1], (*_GIVEN, "token_type_ids"))

    def _serialised(self, value: str, shape: list[str | int], given: Sequence[str]) -> bytes:
        make, info = self.helper, self.helper.make_tensor_value_info
        graph = make.make_graph(
            self.nodes,
            "encoder",
            [info(name, 7, ["batch", "length"]) for name in given],
            [info(value, 1, shape)],
            list(self.constants.values()),
        )
        opset = make.make_opsetid("", _OPSET)
        made: bytes = make.make_model(
            graph, opset_imports=[opset], ir_version=_IR
        ).SerializeToString()
        return made


_GIVEN = ("input_ids", "attention_mask")
