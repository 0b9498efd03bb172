"""From a drop to a saved copy."""

from redactor.gui.session import State


def test_drop_and_save_is_all_it_takes(bench):
    bench.bring("photo.jpg")
    bench.is_in(State.READY)
    bench.do("save")
    bench.is_in(State.SAVED)
    assert bench.case.saved.parent == bench.folder
    assert bench.case.saved.name.startswith("safe-copy-")
    assert "photo" not in bench.case.saved.name
    assert "Saved and checked" in bench.work.notice.message.title
