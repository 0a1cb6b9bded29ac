"""What stands on a film's page in one plain sentence each, for who meets it for the first time."""

from gongwu.doors.web.stage_words import StageWords
from gongwu.engine.inference.denoising.film import CanvasKind, LevelKind, PartName
from gongwu.ports import Words

SAMPLERS: dict[str, StageWords] = {
    "ddpm": StageWords(
        name=Words(en="DDPM", zh="DDPM"),
        plain=Words(
            en="Each step draws the less noisy latent from a bell curve: its middle lies between "
            "x_t and x_0, and fresh noise z is added, a little less every time.",
            zh="每一步从一条钟形曲线里抽出噪声更少的潜变量：曲线的中心在 x_t 与 x_0 之间，"
            "再加上新抽的噪声 z，一次比一次少。",
        ),
    ),
    "ddim": StageWords(
        name=Words(en="DDIM", zh="DDIM"),
        plain=Words(
            en="What is not picture must be noise ε. Each step puts the two together again with "
            "less noise and more picture; no dice are thrown after the first.",
            zh="不是画的部分就是噪声 ε。每一步把两者重新合起来，噪声少一些，画多一些；"
            "除了开头，不再抽随机数。",
        ),
    ),
    "euler": StageWords(
        name=Words(en="Euler", zh="Euler（欧拉法）"),
        plain=Words(
            en="d points from the picture to the noise. Each step goes back along it in a straight "
            "line, as far as the next noise level.",
            zh="d 是从画指向噪声的方向。每一步沿它直直地往回走，走到下一个噪声水平。",
        ),
    ),
    "euler-ancestral": StageWords(
        name=Words(en="Euler ancestral", zh="Euler ancestral（带随机的欧拉法）"),
        plain=Words(
            en="Each step goes back along d a little too far, to σ_d, and then adds fresh noise z "
            "up to the next level.",
            zh="每一步沿 d 往回多走一点，走到 σ_d，再补上新噪声 z，回到下一个噪声水平。",
        ),
    ),
    "heun": StageWords(
        name=Words(en="Heun", zh="Heun（改进的欧拉法）"),
        plain=Words(
            en="Each step is tried first, then the net looks again from where it would end, and "
            "the step is taken along the mean of both directions.",
            zh="每一步先试走，在终点再让网络看一次，然后按两个方向的平均真正走这一步。",
        ),
    ),
    "dpm++2m": StageWords(
        name=Words(en="DPM-Solver++(2M)", zh="DPM-Solver++(2M)"),
        plain=Words(
            en="From the last two guesses x_r and x_0 it reckons where the guess is heading, D, "
            "and mixes it with x_t in the shares that the next level asks for.",
            zh="由最近两次猜测 x_r 和 x_0 推算猜测正往哪里去，得到 D，"
            "再按下一个噪声水平要求的份额与 x_t 混合。",
        ),
    ),
    "rectified-flow": StageWords(
        name=Words(en="Rectified flow", zh="Rectified flow（整流流）"),
        plain=Words(
            en="The net was trained to say the straight way between picture and noise. Each step "
            "follows it for one stretch.",
            zh="网络学的就是画与噪声之间的直路。每一步沿着这条直路走一段。",
        ),
    ),
}  # fmt: skip

PREDICTIONS: dict[str, Words] = {
    "epsilon": Words(
        en="The net says which noise ε it sees. Taken away from x_t, the clean picture x_0 is "
        "left.",
        zh="网络说出它看到的噪声 ε。从 x_t 里去掉它，剩下的就是干净的画 x_0。",
    ),
    "v": Words(
        en="The net says v, a mixture of noise and picture that is equally easy to say at every "
        "noise level. From x_t and v follows the clean picture x_0.",
        zh="网络说出 v：噪声与画的一种混合，在任何噪声水平上都同样好说。"
        "由 x_t 和 v 就得到干净的画 x_0。",
    ),
    "flow": Words(
        en="The net says v, the way from the picture to the noise. Going back along it from x_t "
        "leads to the clean picture x_0.",
        zh="网络说出 v，即从画走向噪声的方向。从 x_t 沿它往回走，就到干净的画 x_0。",
    ),
    "sample": Words(
        en="The net says the clean picture x_0 itself.",
        zh="网络直接说出干净的画 x_0。",
    ),
}

CANVASES: dict[CanvasKind, Words] = {
    "pixels": Words(
        en="This model works on the pixels themselves: the last x is the picture. What is left to "
        "do is to turn numbers from −1 to 1 into bytes from 0 to 255.",
        zh="这个模型直接在像素上工作：最后的 x 就是图片，只需把 −1 到 1 的数变成 0 到 255 的字节。",
    ),
    "patches": Words(
        en="This model works on patches: each place of x holds all the numbers of a small square "
        "of pixels. They are laid out side by side, and the numbers from −1 to 1 become bytes "
        "from 0 to 255.",
        zh="这个模型在图块上工作：x 的每个位置装着一小块像素的全部数。把它们铺开，"
        "再把 −1 到 1 的数变成 0 到 255 的字节。",
    ),
    "latents": Words(
        en="This model works on latents, a short description of a picture that an autoencoder has "
        "learned. Its decoder turns the last x into pixels, and the numbers from −1 to 1 become "
        "bytes from 0 to 255.",
        zh="这个模型在潜变量上工作：那是自编码器学会的、对图片的简短描述。解码器把最后的 x "
        "变成像素，再把 −1 到 1 的数变成 0 到 255 的字节。",
    ),
}

LEVELS: dict[LevelKind, Words] = {
    "entry": Words(en="Entry", zh="入口"),
    "down": Words(en="Down {n}", zh="下行 {n}"),
    "middle": Words(en="Middle", zh="底部"),
    "up": Words(en="Up {n}", zh="上行 {n}"),
    "exit": Words(en="Exit", zh="出口"),
}

PARTS: dict[PartName, Words] = {
    "unet": Words(en="UNet, weights", zh="UNet 权重"),
    "text_encoder": Words(en="text encoder, weights", zh="文本编码器权重"),
    "autoencoder": Words(en="autoencoder, weights", zh="自编码器权重"),
}

# A sign of the formulas, the mark by which it is found in them, and what it means.
SIGNS: tuple[tuple[str, str, Words], ...] = (
    ("x_t", "x_t", Words(en="the noisy latent that the net looks at", zh="网络看到的带噪潜变量")),
    ("x_0", "x_0", Words(en="the clean latent that the net means", zh="网络所指的干净潜变量")),
    ("x_s", "x_s", Words(en="the latent after the step", zh="这一步之后的潜变量")),
    (
        "α_t, σ_t",
        "σ_t",
        Words(en="how much picture and how much noise is in x_t", zh="x_t 里有多少画、多少噪声"),
    ),
    (
        "α_s, σ_s",
        "σ_s",
        Words(en="the same at the next noise level", zh="下一个噪声水平上的同样两个数"),
    ),
    ("ε", "ε", Words(en="the noise", zh="噪声")),
    ("v", "v", Words(en="what the net says", zh="网络说出的数")),
    ("g", "g·", Words(en="the strength of guidance", zh="引导强度")),
    ("d", "d =", Words(en="the direction from the picture to the noise", zh="从画指向噪声的方向")),
    ("z", "z ~", Words(en="fresh noise, from the dice of the seed", zh="由种子抽出的新噪声")),
    (
        "h",
        "h =",
        Words(
            en="how far the step goes, in logarithms of α ÷ σ",
            zh="这一步的步长，按 α ÷ σ 的对数计",
        ),
    ),
    (
        "x_r, h_r",
        "x_r",
        Words(en="x_0 and h of the step before", zh="上一步的 x_0 与 h"),
    ),
)  # fmt: skip
