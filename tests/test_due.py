"""What an editor is told to do next, on a day that is given."""

import re

import pytest

from edition.pages import render_pages
from edition.views.due import due

DAY = '"2001-02-06"'
READ = f'    review: {{state: reviewed, "on": {DAY}, fairness: {DAY}, newcomer: {DAY}}}'
STATUS = """\
  status:
    - {date: "2001-02-05", standing: open, text: None yet., sources: [gazette]}
"""
NEW = """\
  will:
    quote: will meet by
    kind: wording
    confidence: inference
    lead: Will
    margin: They will.
    body: They will meet.
"""
QUIET = "Contested subjects with no word from anybody for a year"
UNREAD = "Notes in draft, or without one of the readings"


@pytest.fixture
def kept(desk):
    """The tiny edition, with nothing left to do on 6 February 2001."""
    for path in (desk.seeds / "paragraphs").iterdir():
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(?m)^(?=    lead:)", f"{READ}\n", text), "utf-8")
    desk.edit("commitments.yml", ("  watch: A meeting.\n", f"  watch: A meeting.\n{STATUS}"))
    return desk


def told(desk, day):
    return {task.what: task.ids for task in due(desk.edition(), day)}


def test_a_tended_edition_has_nothing_due_and_says_so(kept):
    assert told(kept, "2001-02-06") == {}
    page = render_pages(kept.edition())["about/state/index.md"]
    assert "On 6 February 2001, the day of the last change, nothing was due." in page


@pytest.mark.parametrize(
    ("what", "ids", "last", "first"),
    [
        ("The last event that is reported is of 5 February 2001", (), "2001-05-07", "2001-05-08"),
        (
            "Promises without a status for a year",
            ("commitments/meet-again",),
            "2002-02-05",
            "2002-02-06",
        ),
        ("Sources last accessed a year ago", ("sources/gazette",), "2002-02-04", "2002-02-05"),
        (QUIET, ("p1-which-river",), "2001-12-31", "2002-01-01"),
        (
            "Notes last read against their sources two years ago",
            ("p1-which-river", "p2-again"),
            "2003-02-06",
            "2003-02-07",
        ),
    ],
)
def test_what_grows_old_falls_due(kept, what, ids, last, first):
    assert what not in told(kept, last)
    assert told(kept, first)[what] == ids


def test_no_day_is_too_early_to_ask(kept):
    assert told(kept, "0001-01-01") == {}


def test_a_promise_is_followed_up_when_its_year_is_over_and_not_twice(kept):
    kept.edit("commitments.yml", ("  quote:", '  due: "2001"\n  quote:'))
    passed, untold = "Promises whose time has passed", "Promises without a status for a year"

    assert passed not in told(kept, "2001-12-31")
    assert told(kept, "2002-06-01")[passed] == ("commitments/meet-again",)
    assert untold not in told(kept, "2002-06-01")
    kept.edit(
        "commitments.yml",
        ('date: "2001-02-05", standing: open', 'date: "2002-03-01", standing: no-report'),
    )
    assert {passed, untold}.isdisjoint(told(kept, "2002-06-01"))


def test_what_nobody_logged_or_released_is_told(kept):
    kept.run("release", "1.0.0", "--date", "2001-02-07")
    kept.edit("paragraphs/p02.yml", ("notes:\n", f"notes:\n{NEW}"))

    assert told(kept, "2001-02-08") == {
        UNREAD: ("p2-will",),
        "New, and named by no change": ("p2-will",),
    }
    change = 'will: {date: "2001-02-08", kind: added, concerns: [p2-will], text: A note.}\n'
    log = kept.seeds / "changes.yml"
    log.write_text(f"unreleased:\n  changes:\n    {change}{log.read_text('utf-8')}", "utf-8")
    assert told(kept, "2001-03-10") == {UNREAD: ("p2-will",)}
    assert told(kept, "2001-03-11")["Changes that have waited for a month"] == ("changes/will",)


def test_what_only_has_another_slug_is_not_new(kept):
    kept.run("release", "1.0.0", "--date", "2001-02-07")
    kept.run("rename", "p2-again", "p2-once-more")

    assert told(kept, "2001-02-08") == {}


def test_a_release_names_what_its_log_leaves_out(kept):
    kept.run("release", "1.0.0", "--date", "2001-02-07")
    kept.edit("paragraphs/p02.yml", ("notes:\n", f"notes:\n{NEW}"))
    log = kept.seeds / "changes.yml"
    change = 'x: {date: "2001-02-08", kind: updated, text: Something.}\n'
    log.write_text(f"unreleased:\n  changes:\n    {change}{log.read_text('utf-8')}", "utf-8")

    assert kept.run("release", "1.1.0", "--date", "2001-02-09")[1].splitlines()[1:] == [
        "new, and named by no change in changes.yml: p2-will"
    ]


def test_the_command_and_the_page_tell_the_same(desk, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "981417600")  # 6 February 2001
    status, out, _ = desk.run("--due")

    assert (status, out.splitlines()) == (
        0,
        [
            "Due on 6 February 2001, the most pressing first:",
            "",
            "Promises without a status for a year: 1 (commitments/meet-again)",
            "    look again; that nothing was found is a status too (no-report)",
            f"{UNREAD}: 2 (p1-which-river, p2-again)",
            "    have them read against their sources, from the side of each party, "
            "by somebody new to the subject, and date that in review",
        ],
    )
    page = render_pages(desk.edition())["about/state/index.md"]
    listed = page.partition("{ #next }")[2].partition("\n## ")[0]
    assert re.findall(r"<b>(.*?)</b>", listed) == ["Promises without a status for a year", UNREAD]
    assert "[Meet again](../../commitments/index.md#meet-again)" in listed


def test_what_is_long_is_folded_on_the_page(kept):
    """The page stays short however many notes there are."""
    notes = "".join(NEW.replace("  will:", f"  will-{n}:") for n in range(14))
    kept.edit("paragraphs/p02.yml", ("notes:\n", f"notes:\n{notes}"))
    page = render_pages(kept.edition())["about/state/index.md"]

    listed = page.partition("{ #next }")[2].partition("\n## ")[0]
    assert (listed.count("#p2-will-"), listed.count("and 10 more")) == (4, 1)
    assert "<summary>In draft: 14</summary>" in page
