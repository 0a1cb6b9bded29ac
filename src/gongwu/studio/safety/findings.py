"""What the policy tells a person: what was found, why it matters, what to do. In both languages."""

from typing import Literal

from gongwu.ports import Words
from gongwu.studio.finding import Finding
from gongwu.studio.safety.guard import Opinion

_CATEGORIES = {
    "violence": "暴力伤害",
    "weapons": "武器与危险物质",
    "drugs": "毒品",
    "smuggling": "走私与贩运",
    "theft": "盗窃与非法闯入",
    "fraud": "诈骗与造假",
    "extortion": "敲诈勒索",
    "hacking": "入侵与恶意软件",
    "self-harm": "自我伤害",
    "sexual content with minors": "涉及未成年人的性内容",
    "sexual violence": "性暴力",
    "extremism": "极端主义与教唆",
    "discrimination": "歧视与辱骂",
    "falsehood": "有害的虚假信息",
    "private data": "窥探他人隐私",
}

_INJECTIONS = {
    "new orders": Words(en="orders to drop earlier instructions", zh="要求抛开原有指令"),
    "another role": Words(en="orders to play another role", zh="要求改换身份"),
    "a feigned turn": Words(en="a feigned turn of the conversation", zh="伪造的对话轮次"),
    "secrets": Words(en="a request for hidden instructions or keys", zh="索要系统提示词或密钥"),
    "sending out": Words(en="a way to send content out by a link or picture",
                         zh="借链接或图片外传内容"),
    "dropping the label": Words(en="a request to leave the AI label off", zh="要求去掉 AI 标识"),
    "hidden characters": Words(en="invisible characters that hide text", zh="藏有文字的不可见字符"),
}  # fmt: skip

_KINDS = {
    "resident ID": "身份证号",
    "mobile": "手机号",
    "landline": "固定电话",
    "phone": "电话号码",
    "bank card": "银行卡号",
    "USCC": "统一社会信用代码",
    "passport": "护照号",
    "permit": "通行证号",
    "licence plate": "车牌号",
    "e-mail": "电子邮箱",
    "ipv4": "IP 地址",
    "ipv6": "IP 地址",
    "US social security number": "美国社会保障号",
    "IBAN": "国际银行账号",
}

_SUPPORT = Words(
    en=" If this is about somebody in need, call for help now: 12356 in China, 988 in the US.",
    zh="如果有人正处于危险之中，请立即求助：全国统一心理援助热线 12356。",
)


def harmful(
    category: str, outcome: Literal["human", "block"], place: str, evidence: str
) -> Finding:
    """A request that harms, or may."""
    if category == "copied work":
        return _copied(place, evidence)
    blocked = outcome == "block"
    care = _SUPPORT if category == "self-harm" else Words(en="", zh="")
    name = _CATEGORIES[category]
    return Finding(
        rule="harmful-request" if blocked else "possibly-harmful-request",
        severity="error",
        place=place,
        en=(
            f"This {'asks' if blocked else 'may ask'} for harm ({category}). What is made here "
            "must not help to hurt people. Reword it; if it is harmless, a person can overrule "
            f"this with a reason.{care.en}"
        ),
        zh=(
            f"此处{'要求' if blocked else '可能要求'}有害内容（{name}）。"
            "本工坊的作品不得用来伤害他人。"
            f"请改写；若确属无害，可由人工说明理由后放行。{care.zh}"
        ),
        evidence=evidence,
    )


def _copied(place: str, evidence: str) -> Finding:
    return Finding(
        rule="copied-work",
        severity="error",
        place=place,
        en="This asks for a long quotation of a work that may be somebody's property. Quote a few "
        "lines and name the source; if the work is free to use, a person can overrule this.",
        zh="此处要求大段照搬他人作品，可能侵犯著作权。请只引用少量文字并注明出处；"
        "若作品可以自由使用，可由人工说明理由后放行。",
        evidence=evidence,
    )


def injected(kind: str, place: str, evidence: str) -> Finding:
    """An order hidden in a text that should be data."""
    said = _INJECTIONS[kind]
    return Finding(
        rule="instruction-in-text",
        severity="error",
        place=place,
        en=(
            f"The text holds {said.en}. Text from outside is data and is never obeyed; labels are "
            "added by code whatever it says. Delete the passage, or let a person pass it with a "
            "reason."
        ),
        zh=(
            f"文中含有{said.zh}的内容。外来文字只作数据，一概不执行；"
            "AI 标识由程序添加，不受其影响。"
            "请删去这一段，或由人工说明理由后放行。"
        ),
        evidence=evidence,
    )


def guarded(opinion: Opinion, place: str) -> Finding:
    """What a guard model worried about, or that it did not answer."""
    if opinion == "failed":
        return Finding(
            rule="guard-failed",
            severity="error",
            place=place,
            en="The guard model gave no usable answer, so nobody has judged this text. Try again "
            "when it runs, or let a person judge and give a reason.",
            zh="护栏模型没有给出可用的答复，这段文字尚未经过审核。"
            "请待其恢复后重试，或由人工审核并说明理由。",
        )
    sure = opinion == "block"
    return Finding(
        rule="guard-block" if sure else "guard-doubt",
        severity="error",
        place=place,
        en=f"The guard model {'calls this text harmful' if sure else 'is not sure of this text'}. "
        "Reword it, or let a person overrule it with a reason.",
        zh=f"护栏模型{'认为这段文字有害' if sure else '对这段文字没有把握'}。"
        "请改写，或由人工说明理由后放行。",
    )


def one_sided(place: str, evidence: str) -> Finding:
    """Wording that judges a whole group."""
    return Finding(
        rule="one-sided-wording",
        severity="warning",
        place=place,
        en="This seems to say something demeaning of a whole group. Readers who belong to it are "
        "hurt, and it is rarely true of all. Name the person or the facts instead, or keep it if "
        "it is quoted to be refuted.",
        zh="此处似乎以偏概全或贬低了某个群体，会伤害属于这一群体的读者，也往往不符合事实。"
        "请改为具体的人或事；若是为了反驳而引用，可以保留。",
        evidence=evidence,
    )


def personal(kind: str, place: str, masked: str) -> Finding:
    """Personal data that was masked."""
    return Finding(
        rule="personal-data",
        severity="note",
        place=place,
        en=f"Personal data ({kind}) was masked, so that it reaches no model and no file. Put it "
        "back by hand where it is needed and the person agrees.",
        zh=f"已遮盖个人信息（{_KINDS[kind]}），以免传给模型或写入文件。"
        "确有需要并征得本人同意时，请手工填回。",
        evidence=masked,
    )
