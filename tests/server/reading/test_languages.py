"""The language a text is in, against what it declares."""

from __future__ import annotations

import pytest

from server.reading.languages import find_language, primary_tag

TEXTS = {
    "en": "The minister said on Friday that the talks with the government were over and that it was not for him to say what would follow from this.",
    "de": "Der Minister sagte am Freitag, dass die Gespräche mit der Regierung beendet sind und dass er nicht sagen wird, was aus ihnen folgt.",
    "fr": "Le ministre a déclaré vendredi que les pourparlers avec le gouvernement sont terminés et que ce n’est pas à lui de dire la suite.",
    "es": "El ministro dijo el viernes que las conversaciones con el gobierno han terminado y que no es él quien debe decir lo que sigue.",
    "ru": "Министр заявил в пятницу, что переговоры с правительством завершены.",
    "zh": "部长周五表示，与政府的谈判已经结束。",
    "ja": "大臣は金曜日に、政府との協議が終わったと述べた。",
    "ko": "장관은 금요일 정부와의 협의가 끝났다고 말했다.",
    "ar": "قال الوزير يوم الجمعة إن المحادثات مع الحكومة انتهت.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_tells_its_language(language: str) -> None:
    assert find_language(TEXTS[language], None) == language


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("de", "en-US", "de"),
        ("zh", "en", "zh"),
        ("en", "en-GB", "en"),
        ("ru", "uk", "uk"),
        ("en", "nonsense", "en"),
    ],
)
def test_the_text_wins_over_a_wrong_declaration(text: str, declared: str, language: str) -> None:
    assert find_language(TEXTS[text], declared) == language


def test_a_short_text_takes_the_declared_language() -> None:
    assert find_language("Bridge opened", "fr") == "fr"
    assert find_language("Bridge opened", None) is None


@pytest.mark.parametrize(
    ("tag", "subtag"),
    [("en-US", "en"), ("nb_NO", "no"), ("zh-Hans", "zh"), (" DE ", "de"), ("iw", "he"), ("english", None), ("", None), (None, None)],
)
def test_primary_tag(tag: str | None, subtag: str | None) -> None:
    assert primary_tag(tag) == subtag
