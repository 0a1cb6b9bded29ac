"""A caption as ids of one length, the same whoever else is in the batch.

Characters, then END, then PAD to the end, as Stable Diffusion pads its prompts: the picture's net
looks at every place, so the number of places must not depend on the neighbours. No caption at all,
which guidance needs, is END and padding.
"""

from gongwu.engine.tokens.tokenizer import END_ID, PAD_ID, Tokenizer


def caption_ids(tokenizer: Tokenizer, caption: str, context: int) -> list[int]:
    """`context` ids; a longer caption is cut at its end."""
    said = tokenizer.encode(caption)[: context - 1] if caption else []
    return [*said, END_ID, *[PAD_ID] * (context - 1 - len(said))]
