"""Each stage of a net in one plain sentence, for somebody who meets it for the first time."""

from dataclasses import dataclass

from gongwu.engine.inference.tracing.record import NetKind, Role, SizeName, StageKind
from gongwu.ports import Words


@dataclass(frozen=True, kw_only=True)
class StageWords:
    """What a stage is called, and what it does."""

    name: Words
    plain: Words


STAGES: dict[StageKind, StageWords] = {
    "embedding": StageWords(
        name=Words(en="Embedding", zh="嵌入"),
        plain=Words(
            en="Each id picks its own row of a table: a list of numbers that training has "
            "found for this token.",
            zh="每个编号在一张表里取出自己的一行：训练为这个词元找到的一串数。",
        ),
    ),
    "norm": StageWords(
        name=Words(en="Normalise", zh="归一化"),
        plain=Words(
            en="Every token's vector is brought to the same loudness, so that none drowns "
            "the others.",
            zh="把每个词元的向量调到同样的“音量”，谁也不会盖过谁。",
        ),
    ),
    "project": StageWords(
        name=Words(en="Question, label, content", zh="提问、标签、内容"),
        plain=Words(
            en="For every token each head makes a question q, a label k and a content v: "
            "what it looks for, what it can be found by, and what it has to give.",
            zh="每个头为每个词元做出提问 q、标签 k 和内容 v：它在找什么，别人凭什么找到它，"
            "它能给出什么。",
        ),
    ),
    "project-turned": StageWords(
        name=Words(en="Question, label, content", zh="提问、标签、内容"),
        plain=Words(
            en="For every token each head makes a question q, a label k and a content v. "
            "q and k are turned by an angle that grows with the position t: so the order of "
            "the words is felt.",
            zh="每个头为每个词元做出提问 q、标签 k 和内容 v。q 和 k 再转过一个角度，"
            "位置 t 越靠后转得越多：词的先后就这样被感觉到。",
        ),
    ),
    "project-source": StageWords(
        name=Words(en="Ask the source", zh="向原文提问"),
        plain=Words(
            en="The questions q come from what is being written; the labels k and contents v "
            "come from the encoded source m.",
            zh="提问 q 来自正在写的文字；标签 k 和内容 v 来自编码后的原文 m。",
        ),
    ),
    "attention": StageWords(
        name=Words(en="Attention", zh="注意力"),
        plain=Words(
            en="A token's question is compared with the label of every token up to itself. "
            "Softmax turns the likenesses s into shares a that add up to 1, and the contents "
            "are mixed in these shares.",
            zh="一个词元的提问，与到它为止的每个标签比一比有多像。softmax 把相像程度 s 变成"
            "加起来等于 1 的份额 a，再按份额混合各份内容。",
        ),
    ),
    "attention-by-distance": StageWords(
        name=Words(en="Attention", zh="注意力"),
        plain=Words(
            en="A token's question is compared with the labels of the tokens; b is a learned "
            "number for how far away each one is. Softmax turns the sums s into shares a that "
            "add up to 1, and the contents are mixed in these shares.",
            zh="一个词元的提问与各个标签比一比有多像；b 是按距离学到的一个数。softmax 把两者之和 s "
            "变成加起来等于 1 的份额 a，再按份额混合各份内容。",
        ),
    ),
    "attention-source": StageWords(
        name=Words(en="Attention to the source", zh="对原文的注意力"),
        plain=Words(
            en="Each question is compared with the label of every token of the source, and "
            "the source's contents are mixed in the shares a.",
            zh="每个提问与原文每个词元的标签比一比有多像，再按份额 a 混合原文的各份内容。",
        ),
    ),
    "write": StageWords(
        name=Words(en="Add to the stream", zh="加回主干"),
        plain=Words(
            en="What the heads have read is mixed and added to the token's own vector; "
            "nothing that was there is erased.",
            zh="各个头读到的东西混合之后，加到词元自己的向量上；原有的内容不会被擦掉。",
        ),
    ),
    "feed-forward": StageWords(
        name=Words(en="Feed-forward", zh="前馈"),
        plain=Words(
            en="Now every token works alone: many small units each open or stay shut, and "
            "what they let through is added to the vector. Written out: the unit that says most.",
            zh="这一步每个词元各算各的：许多小单元有的打开、有的关着，放行的结果加到向量上。"
            "写出的是说得最响的那个单元。",
        ),
    ),
    "reset": StageWords(
        name=Words(en="Reset gate", zh="重置门"),
        plain=Words(
            en="Decides for each unit how much of the old state counts in the next proposal: "
            "0 leaves it out, 1 takes all of it.",
            zh="为每个单元决定：做新提议时旧状态算多少。0 是不算，1 是全算。",
        ),
    ),
    "update": StageWords(
        name=Words(en="Update gate", zh="更新门"),
        plain=Words(
            en="Decides for each unit how much of the old state stays: 1 keeps it, 0 puts the "
            "proposal in its place.",
            zh="为每个单元决定：旧状态留下多少。1 是照旧，0 是换成新提议。",
        ),
    ),
    "candidate": StageWords(
        name=Words(en="Proposal", zh="新提议"),
        plain=Words(
            en="A proposal for the new state, from the token and from what the reset gate let "
            "through; tanh keeps it between −1 and 1.",
            zh="由当前词元和重置门放行的旧状态，提出新的状态；tanh 把它压在 −1 和 1 之间。",
        ),
    ),
    "state": StageWords(
        name=Words(en="New state", zh="新状态"),
        plain=Words(
            en="A blend of proposal and old state. This one vector is all that the layer "
            "remembers of the text so far.",
            zh="新提议与旧状态按更新门调和。到此为止的文字，这一层只记得这一个向量。",
        ),
    ),
    "scale": StageWords(
        name=Words(en="Scale", zh="缩放"),
        plain=Words(
            en="The vector is made smaller by the root of its width before it meets the table.",
            zh="与词表相比之前，先把向量除以宽度的平方根。",
        ),
    ),
    "head": StageWords(
        name=Words(en="Scores", zh="打分"),
        plain=Words(
            en="The last vector is compared with one row for every token of the vocabulary. "
            "How well they fit is the token's score, its logit l. Written out: the best.",
            zh="最后的向量与词表里每个词元的一行相比，合不合得来就是这个词元的得分（logit）l。写出的是得分最高的那个。",
        ),
    ),
}

NETS: dict[NetKind, Words] = {
    "gru": Words(en="GRU, a recurrent net", zh="GRU（循环网络）"),
    "decoder": Words(en="Decoder-only Transformer", zh="仅解码器的 Transformer"),
    "encoder-decoder": Words(en="Encoder–decoder Transformer", zh="编码器–解码器 Transformer"),
}

STREAMS: dict[Role, StageWords] = {
    "text": StageWords(
        name=Words(en="The text", zh="文字"),
        plain=Words(
            en="A net reads numbers, not letters. The tokenizer cuts the text into pieces "
            "that it knows, the tokens, and gives the id of each.",
            zh="网络读的是数，不是字。分词器把文字切成它认识的小块，叫词元，再给出各自的编号。",
        ),
    ),
    "source": StageWords(
        name=Words(en="The source, up the encoder", zh="原文：走过编码器"),
        plain=Words(
            en="The encoder reads the prompt, all of it at once: every token may look both "
            "back and ahead. The tokenizer cuts it into tokens and gives the id of each.",
            zh="编码器一次读完整个提示，每个词元既能往前看，也能往后看。"
            "分词器先把它切成词元，给出各自的编号。",
        ),
    ),
    "target": StageWords(
        name=Words(en="The target, up the decoder", zh="写出的文字：走过解码器"),
        plain=Words(
            en="The decoder begins with a start token and writes on, here always the likeliest "
            "token. Each token sees only those before it, and the whole source.",
            zh="解码器从一个起始词元写起，这里每次都取最可能的词元。"
            "每个词元只看得到它前面的词元，以及整个原文。",
        ),
    ),
}

SIZES: dict[SizeName, Words] = {
    "parameters": Words(en="weights in all", zh="参数总数"),
    "vocabulary": Words(en="tokens known", zh="词表大小"),
    "context": Words(en="longest text, tokens", zh="上下文长度"),
    "layers": Words(en="layers", zh="层"),
    "encoder_layers": Words(en="layers of the encoder", zh="编码器层数"),
    "decoder_layers": Words(en="layers of the decoder", zh="解码器层数"),
    "width": Words(en="width C", zh="宽度 C"),
    "embedding": Words(en="embedding width C", zh="嵌入宽度 C"),
    "heads": Words(en="heads H", zh="注意力头 H"),
    "groups": Words(en="key and value heads G", zh="键值头 G"),
    "head_width": Words(en="width of a head D", zh="每头宽度 D"),
    "hidden": Words(en="units of the feed-forward F", zh="前馈单元 F"),
}

LETTERS: dict[str, Words] = {
    "T": Words(en="positions: the tokens of this text", zh="位置数，即这段文字的词元数"),
    "S": Words(en="positions of the source", zh="原文的位置数"),
    "C": Words(en="width of a token's vector", zh="词元向量的宽度"),
    "H": Words(en="heads", zh="注意力头数"),
    "G": Words(en="heads of keys and values", zh="键和值的头数"),
    "D": Words(en="width of one head", zh="一个头的宽度"),
    "F": Words(en="units of the feed-forward", zh="前馈层的单元数"),
    "V": Words(en="tokens in the vocabulary", zh="词表里的词元数"),
}

# In a GRU the letter H and the size "hidden" are these.
UNITS_OF_GRU = Words(en="units of a layer H", zh="每层单元 H")

# What is explained, the mark in a formula that calls for it, and the explanation.
SIGNS: tuple[tuple[str, str, Words], ...] = (
    ("x_1", "x", Words(en="the first number of the vector x", zh="向量 x 的第 1 个数")),
    ("|x|", "x", Words(en="the length of x", zh="x 的长度")),
    ("E, W, U", "E", Words(en="tables of learned weights", zh="学到的权重表")),
    ("g", "· g", Words(en="learned numbers that multiply", zh="学到的、用来相乘的数")),
    ("b, d", "d_r", Words(en="learned numbers that are added", zh="学到的、用来相加的数")),
    ("b", "q·kᵀ + b", Words(en="a learned number for each distance", zh="按距离学到的数")),
    (
        "a·b",
        "·",
        Words(
            en="product; of vectors: multiply number by number, then add up",
            zh="乘积；两个向量则逐个相乘再相加",
        ),
    ),
    ("⊙", "⊙", Words(en="multiply number by number", zh="逐个相乘")),
    (
        "σ(x)",
        "σ",
        Words(
            en="1 ÷ (1 + exp(−x)), which lies between 0 and 1",
            zh="1 ÷ (1 + exp(−x))，总在 0 和 1 之间",
        ),
    ),
    ("silu(x)", "silu", Words(en="x ÷ (1 + exp(−x))", zh="x ÷ (1 + exp(−x))")),
    (
        "gelu(x)",
        "gelu",
        Words(
            en="x times the share of a bell curve that lies below x",
            zh="x 乘以钟形曲线在 x 以下的比例",
        ),
    ),
    ("ε", "ε", Words(en="a tiny number against division by zero", zh="防止除以零的极小数")),
    ("R_t", "R_t", Words(en="the turn by the angle of position t", zh="按位置 t 的角度旋转")),
    (
        "f_1",
        "R_t",
        Words(
            en="how far the first pair of numbers turns from one position to the next",
            zh="从一个位置到下一个位置，第 1 对数转过的角度",
        ),
    ),
    ("m", "·m", Words(en="the encoded source", zh="编码后的原文")),
)
