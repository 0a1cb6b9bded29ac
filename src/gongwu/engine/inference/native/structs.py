"""What net.h says, in ctypes, field by field. The library's gongwu_sizes() checks the two agree."""

import ctypes

PANEL = 32  # outputs in a panel (product.h)
PAGE = 64  # positions in a page of memory (memory.h)

FLOAT32, BFLOAT16 = 0, 1


class Matrix(ctypes.Structure):
    """struct matrix, with its struct panels laid flat."""

    _fields_ = (
        ("weights", ctypes.c_void_p),
        ("stride", ctypes.c_int64),
        ("inputs", ctypes.c_int64),
        ("number", ctypes.c_int64),
        ("bias", ctypes.c_void_p),
        ("outputs", ctypes.c_int64),
    )


class Layer(ctypes.Structure):
    """struct layer."""

    _fields_ = (
        ("attention_gain", ctypes.c_void_p),
        ("query_gain", ctypes.c_void_p),
        ("key_gain", ctypes.c_void_p),
        ("feed_gain", ctypes.c_void_p),
        ("project", Matrix),
        ("output", Matrix),
        ("gate", Matrix),
        ("up", Matrix),
        ("down", Matrix),
    )


class Net(ctypes.Structure):
    """struct net."""

    _fields_ = (
        ("width", ctypes.c_int64),
        ("hidden", ctypes.c_int64),
        ("heads", ctypes.c_int64),
        ("groups", ctypes.c_int64),
        ("head_width", ctypes.c_int64),
        ("layers", ctypes.c_int64),
        ("epsilon", ctypes.c_float),
        ("layer", ctypes.POINTER(Layer)),
        ("gain", ctypes.c_void_p),
        ("embedding", Matrix),
        ("head", Matrix),
    )


class Step(ctypes.Structure):
    """struct step."""

    _fields_ = (
        ("rows", ctypes.c_int64),
        ("threads", ctypes.c_int64),
        ("token", ctypes.c_void_p),
        ("position", ctypes.c_void_p),
        ("pages", ctypes.c_void_p),
        ("cosine", ctypes.c_void_p),
        ("sine", ctypes.c_void_p),
        ("wanted", ctypes.c_int64),
        ("want", ctypes.c_void_p),
        ("logits", ctypes.c_void_p),
        ("scratch", ctypes.c_void_p),
    )


def expected_sizes() -> tuple[int, ...]:
    """What gongwu_sizes() must answer."""
    return (*(ctypes.sizeof(struct) for struct in (Matrix, Layer, Net, Step)), PAGE)
