import tokenizers
from tokenizers import decoders, models, pre_tokenizers

from gongwu.engine.inference.tracing.record import Token
from gongwu.engine.inference.tracing.spelling import spell
from gongwu.engine.tokens.tokenizer import END_ID, Tokenizer, character_tokenizer
from gongwu.engine.tokens.tokenizer import byte_pair_tokenizer as byte_pairs


def test_a_character_is_shown_with_its_bytes() -> None:
    tokenizer = character_tokenizer(["春风春风"])
    [token] = tokenizer.encode("风")
    assert spell(tokenizer, token) == Token(id=token, text="风", utf8=(0xE9, 0xA3, 0x8E))


def test_a_byte_of_an_unknown_character_is_shown_as_that_byte() -> None:
    tokenizer = character_tokenizer(["春风春风"])
    shown = [spell(tokenizer, token) for token in tokenizer.encode("龙")]
    assert [token.text for token in shown] == ["<0xE9>", "<0xBE>", "<0x99>"]
    assert bytes(value for token in shown for value in token.utf8).decode() == "龙"


def test_a_letter_spelled_as_a_byte_is_still_that_letter() -> None:
    tokenizer = character_tokenizer(["春风春风"])
    [token] = tokenizer.encode("x")
    assert spell(tokenizer, token).text == "x"


def test_a_special_token_stands_for_no_bytes() -> None:
    tokenizer = character_tokenizer(["春风春风"])
    assert spell(tokenizer, END_ID) == Token(id=END_ID, text="<|end|>", utf8=())


def test_an_id_that_only_the_net_knows_is_shown_as_a_number() -> None:
    tokenizer = character_tokenizer(["春风春风"])
    assert spell(tokenizer, tokenizer.size) == Token(id=260, text="<260>", utf8=())


def test_byte_pairs_spell_every_text_by_their_bytes() -> None:
    tokenizer = byte_pairs(["spring wind and river"], size=270)
    for text in ("spring wind", "春风 龙", "naïve – \n\t\x00\xad"):
        shown = [spell(tokenizer, token) for token in tokenizer.encode(text)]
        assert bytes(value for token in shown for value in token.utf8).decode() == text


def test_a_piece_of_a_character_is_named_by_its_bytes() -> None:
    tokenizer = byte_pairs(["spring wind and river"], size=270)
    shown = [spell(tokenizer, token) for token in tokenizer.encode("春")]
    assert [token.text for token in shown] == ["<0xE6>", "<0x98>", "<0xA5>"]


def test_a_sentencepiece_word_keeps_the_space_before_it() -> None:
    vocabulary = {"▁river": 0, "▁the": 1, "s": 2}
    inner = tokenizers.Tokenizer(models.WordLevel(vocabulary, unk_token="s"))
    inner.pre_tokenizer = pre_tokenizers.Metaspace()
    inner.decoder = decoders.Metaspace()
    assert spell(Tokenizer(inner, []), 0).text == " river"
    assert spell(Tokenizer(inner, []), 2).text == "s"
