"""What each action does, by its name in the actions' table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QMimeData, QProcess, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QWidget

from redactor import __version__
from redactor.gui import incoming
from redactor.gui.dialogs import SettingsDialog, ShortcutSheet
from redactor.gui.i18n import translate
from redactor.gui.session import Case, State

if TYPE_CHECKING:
    from redactor.gui.actions import Actions
    from redactor.gui.incoming import Gatherer
    from redactor.gui.settings import Store
    from redactor.gui.work import WorkView

KINDS = "*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp *.heic *.heif *.pdf *.json"
"""For the file dialog only; what a file is, its bytes say."""


class Shell(Protocol):
    """What the deeds ask of the window."""

    store: Store
    gatherer: Gatherer
    actions_by_name: Actions

    @property
    def work(self) -> WorkView | None: ...

    def language(self) -> str: ...

    def say(self, text: str) -> None: ...

    def close(self) -> bool: ...


class Deeds:
    """Carries out the window's actions; without a document most do nothing."""

    def __init__(self, shell: Shell, widget: QWidget) -> None:
        self._shell = shell
        self._widget = widget
        self._copied: Path | None = None

    def table(self) -> dict[str, Callable[[], object]]:
        """Every action's deed by its name."""
        return {
            "open": self.open,
            "open-folder": self.open_folder,
            "paste": self.paste,
            "sample": lambda: self._shell.gatherer.sample(),
            "save": self.save,
            "save-as": self.save_as,
            "settings": self.settings,
            "quit": self._shell.close,
            "undo": lambda: self._desk(lambda work: work.desk.undo.undo()),
            "redo": lambda: self._desk(lambda work: work.desk.undo.redo()),
            "draw": self.draw,
            "insert": lambda: self._desk(lambda work: work.insert()),
            "toggle": lambda: self._desk(lambda work: work.toggle_chosen()),
            "delete": lambda: self._desk(lambda work: work.delete_chosen()),
            "fit": lambda: self._desk(lambda work: work.canvas.fit()),
            "actual": lambda: self._desk(lambda work: work.canvas.actual()),
            "zoom-in": lambda: self._desk(lambda work: work.canvas.zoom(1.25)),
            "zoom-out": lambda: self._desk(lambda work: work.canvas.zoom(0.8)),
            "rotate": lambda: self._desk(lambda work: work.changes.turn()),
            "result": self.result,
            "next": lambda: self._desk(lambda work: work.desk.step(1)),
            "previous": lambda: self._desk(lambda work: work.desk.step(-1)),
            "next-page": lambda: self._desk(lambda work: work.strip.step_page(1)),
            "previous-page": lambda: self._desk(lambda work: work.strip.step_page(-1)),
            "part": lambda: self._desk(lambda work: work.next_part()),
            "accept": self.accept,
            "save-accepted": self.save_accepted,
            "join": lambda: self._desk(lambda work: work.desk.join()),
            "separate": lambda: self._desk(lambda work: work.desk.separate()),
            "cancel": lambda: self._on_case(lambda work, case: work.desk.cancel(case.key)),
            "retry": lambda: self._on_case(lambda work, case: work.desk.retry(case.key)),
            "remove": self.remove,
            "shortcuts": self.shortcuts,
            "about": self.about,
            "folder": self.choose_folder,
            "show": self.show_in_folder,
            "copy": self.copy,
            "risk": self.ask_risk,
            "tell": lambda: self._on_case(lambda work, case: work.saver.tell(case)),
        }

    def _desk(self, do: Callable[[WorkView], object]) -> None:
        if self._shell.work is not None:
            do(self._shell.work)

    def _on_case(self, do: Callable[[WorkView, Case], object]) -> None:
        work = self._shell.work
        if work is not None and work.desk.current is not None:
            do(work, work.desk.current)

    # --- bringing in ---------------------------------------------------------------------------

    def open(self) -> None:
        title = translate("deeds", "Open photos, scans or PDFs")
        ours = translate("deeds", "Photos, scans and PDFs")
        every = translate("deeds", "All files")
        files, _ = QFileDialog.getOpenFileNames(
            self._widget, title, "", f"{ours} ({KINDS});;{every} (*)"
        )
        self._shell.gatherer.gather([Path(file) for file in files])

    def open_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._widget, translate("deeds", "Open a folder"))
        if folder:
            self._shell.gatherer.gather([Path(folder)])

    def paste(self) -> None:
        """Files on the clipboard, or a picture."""
        data = QGuiApplication.clipboard().mimeData()
        files = incoming.paths_of(data)
        picture = None if files else incoming.picture_of(data)
        if files:
            self._shell.gatherer.gather(files)
        elif picture is not None:
            self._shell.gatherer.keep(picture)
        else:
            self._shell.say(translate("deeds", "There is no picture and no file on the clipboard."))

    # --- working -------------------------------------------------------------------------------

    def draw(self) -> None:
        on = self._shell.actions_by_name["draw"].isChecked()
        self._desk(lambda work: work.set_drawing(on))

    def result(self) -> None:
        on = self._shell.actions_by_name["result"].isChecked()
        self._desk(lambda work: work.show_result(on))

    def accept(self) -> None:
        def do(work: WorkView, case: Case) -> None:
            if not work.desk.accept():
                self._shell.say(_not_accepted(case))

        self._on_case(do)

    def remove(self) -> None:
        self._on_case(lambda work, case: work.desk.remove(case.key))

    # --- saving --------------------------------------------------------------------------------

    def save(self) -> None:
        self._on_case(lambda work, case: self._save(work, case, None))

    def _save(self, work: WorkView, case: Case, file: Path | None) -> None:
        if case.doubts:
            self.ask_risk(file)
        else:
            work.saver.save(case, file)

    def save_as(self) -> None:
        work = self._shell.work
        case = work.desk.current if work is not None else None
        if work is None or case is None or not case.pages:
            return
        goal = work.saver.goal(case)
        ending = {"jpeg": ".jpg", "png": ".png"}.get(work.desk.choices.format, "")
        ending = ".pdf" if len(case.pages) > 1 or work.desk.choices.format == "pdf" else ending
        start = goal.folder / f"{goal.stem}{ending or '.jpg'}"
        file, _ = QFileDialog.getSaveFileName(
            self._widget,
            translate("deeds", "Save the copy as"),
            str(start),
            "JPEG (*.jpg);;PNG (*.png);;PDF (*.pdf)" if len(case.pages) == 1 else "PDF (*.pdf)",
        )
        if file:
            self._save(work, case, Path(file) if Path(file).suffix else Path(file + ending))

    def save_accepted(self) -> None:
        work = self._shell.work
        if work is not None and work.saver.save_accepted() == 0:
            self._shell.say(translate("deeds", "Nothing is accepted yet; accept copies with A."))

    def ask_risk(self, file: Path | None = None) -> None:
        """Saving in spite of a doubt: says what may happen, and takes a yes for it."""
        work = self._shell.work
        case = work.desk.current if work is not None else None
        if work is None or case is None:
            return
        saver, page_of = work.saver, len(case.doubts)
        box = QMessageBox(self._widget)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(translate("deeds", "Save all the same?"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(translate("deeds", "This copy may still show a citizen number or a portrait."))
        box.setInformativeText(
            (
                translate("deeds", "%n question(s) not answered.", "", page_of) + " "
                if page_of
                else translate("deeds", "The check of the finished copy was not passed.") + " "
            )
            + translate(
                "deeds",
                "With a citizen number and a portrait others can pass for the holder. "
                "Save it only if you have looked at the whole page yourself.",
            )
        )
        yes = box.addButton(
            translate("deeds", "&Save all the same"), QMessageBox.ButtonRole.AcceptRole
        )
        back = box.addButton(translate("deeds", "&Go back"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(back)
        box.setEscapeButton(back)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.buttonClicked.connect(
            lambda button: saver.save(case, file, accept=True) if button is yes else None
        )
        box.open()

    def choose_folder(self) -> None:
        work = self._shell.work
        folder = QFileDialog.getExistingDirectory(
            self._widget,
            translate("deeds", "Folder for the copies"),
            self._shell.store.text("folder"),
        )
        if folder and work is not None:
            self._shell.store.set("folder", folder)
            work.card.show_folder(Path(folder))

    # --- after saving --------------------------------------------------------------------------

    def show_in_folder(self) -> None:
        self._on_case(lambda _work, case: _reveal(case.saved) if case.saved else None)

    def copy(self) -> None:
        """The saved copy to the clipboard: as a file, and as a picture where it is one."""
        work = self._shell.work
        case = work.desk.current if work is not None else None
        if case is None or case.saved is None or case.state is not State.SAVED:
            return
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(case.saved))])
        picture = QImage(str(case.saved)) if case.saved.suffix != ".pdf" else QImage()
        if not picture.isNull():
            data.setImageData(picture)
        QGuiApplication.clipboard().setMimeData(data)
        self._copied = case.saved
        self._shell.say(translate("deeds", "Copied. Closing the program clears the clipboard."))

    def clear_clipboard(self) -> None:
        """Takes our copy off the clipboard, where nobody put something else on it meanwhile."""
        clipboard = QGuiApplication.clipboard()
        if self._copied is not None and self._copied in incoming.paths_of(clipboard.mimeData()):
            clipboard.clear()
        self._copied = None

    # --- dialogs -------------------------------------------------------------------------------

    def settings(self) -> None:
        dialog = SettingsDialog(self._shell.store, self._shell.language(), self._widget)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def shortcuts(self) -> None:
        sheet = ShortcutSheet(self._shell.actions_by_name, self._widget)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def about(self) -> None:
        box = QMessageBox(self._widget)
        box.setWindowTitle(translate("deeds", "About Redactor"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(f"Redactor {__version__}")
        box.setInformativeText(
            translate(
                "deeds",
                "Makes a safe copy of an identity document, on this computer alone. "
                "Free software under the GNU General Public License, version 3 or later.",
            )
        )
        for label in box.findChildren(QLabel):
            label.setWordWrap(True)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()


def _reveal(file: Path) -> None:
    """Shows a file in the system's file manager, chosen where the system can."""
    import sys

    if sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", str(file)])
    elif sys.platform == "win32":
        QProcess.startDetached("explorer", [f"/select,{file}"])
    else:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))


def _not_accepted(case: Case) -> str:
    """Why a copy that can be worked on cannot be accepted as it is."""
    if case.state is State.HELD:
        return translate("deeds", "It is held back: change the covers and save it again.")
    return translate("deeds", "Answer the questions first.")
