"""What the tests share."""
import pytest

pytest_plugins = ["pytester"]


@pytest.fixture
def lists():
    """Five utterances; the first pass is wrong in each, and a longer text is a better one."""
    said = [
        ("tell her we're over there", "tell her were over there"),
        ("the weather is great today", "the whether is great today"),
        ("i need two more days", "i need to more days"),
        ("write it down here", "right it down here"),
        ("meet me by the weir", "meet me by the were"),
    ]
    return [
        {
            "id": f"u{number}", "reference": right,
            "hypotheses": [{"text": wrong, "total": 10.0 + number}, {"text": right, "total": 11.5 + number}],
        }
        for number, (right, wrong) in enumerate(said)
    ]
