"""Sheets of what `icons` draws for plain prompts, 40 in each language: the pictures of docs/.

    python recipes/icons_sheet.py

Each prompt is drawn once with seed 0, whatever comes of it.
"""

from pathlib import Path

import numpy as np

from gongwu.doors.cli.drawn_file import labelled_png
from gongwu.engine.inference.image_model import open_image_model
from gongwu.engine.pictures.sheet import sheet
from gongwu.ports import ImageModel, Picture, PictureRequest

ROOT = Path(__file__).parent.parent
STARTER = ROOT / "src/gongwu/starters/icons"
COLUMNS, SCALE = 8, 3

ENGLISH = """
a red apple | banana | strawberry | watermelon | grapes | pizza | hamburger | birthday cake
cat face | dog face | panda | fox | pig face | frog | tropical fish | octopus
butterfly | honeybee | snail | turtle | penguin | owl | evergreen tree | sunflower
rose | sun | crescent moon | star | rainbow | fire | snowman | umbrella
house | automobile | bicycle | airplane | a rocket | red heart | soccer ball | guitar
"""
CHINESE = """
一个红苹果 | 香蕉 | 草莓 | 西瓜 | 葡萄 | 比萨 | 汉堡 | 生日蛋糕
猫脸 | 狗脸 | 熊猫 | 狐狸 | 猪头 | 青蛙 | 热带鱼 | 章鱼
蝴蝶 | 蜜蜂 | 蜗牛 | 乌龟 | 企鹅 | 猫头鹰 | 松树 | 向日葵
玫瑰 | 太阳 | 弯月 | 星星 | 彩虹 | 火焰 | 雪人 | 雨伞
房子 | 汽车 | 自行车 | 飞机 | 火箭 | 红心 | 足球 | 吉他
"""
PROMPTS = {
    language: [prompt.strip() for line in text.strip().splitlines() for prompt in line.split("|")]
    for language, text in (("en", ENGLISH), ("zh", CHINESE))
}


def write_sheet(model: ImageModel, prompts: list[str], path: Path) -> None:
    """One PNG, labelled, the prompts in reading order."""
    drawn = [next(iter(model.draw(PictureRequest(prompt=prompt, seed=0)))) for prompt in prompts]
    rows = [np.frombuffer(each.pixels, np.uint8).reshape(each.height, each.width, 3)
            for each in drawn]  # fmt: skip
    paper = sheet(np.stack(rows), columns=COLUMNS, scale=SCALE)
    height, width, _ = paper.shape
    picture = Picture(width=width, height=height, pixels=paper.tobytes())
    made = {"prompts": prompts, "seed": 0, "model": model.name,
            "weights_sha256": model.weights_sha256}  # fmt: skip
    path.write_bytes(labelled_png(picture, made))


if __name__ == "__main__":
    icons = open_image_model(STARTER)
    for language, prompts in PROMPTS.items():
        write_sheet(icons, prompts, ROOT / f"docs/icons-{language}.png")
