"""``redactor redact``: words to settings, one job after another, one line and one code each."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from redactor.cli import console, options, roads, words
from redactor.cli.progress import TerminalProgress
from redactor.errors import Exit, RedactorError

if TYPE_CHECKING:
    from redactor.pipeline import Outcome, Settings

SUFFIXES = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".pdf": "pdf"}


@dataclass(frozen=True, slots=True)
class Wish:
    """The options as they were given; field names are the options' names."""

    files: tuple[Path, ...]
    output: str | None
    profile: str
    hide: tuple[str, ...]
    keep: tuple[str, ...]
    recipient: str | None
    purpose: str | None
    date: datetime.date | None
    no_watermark: bool
    no_crop: bool
    format_name: str | None
    max_bytes: int | None
    combine: bool
    report: Path | None
    accept_review: bool
    overwrite: bool
    lang: str
    debug: bool

    @property
    def jobs(self) -> tuple[tuple[Path, ...], ...]:
        """The inputs of each copy."""
        return (self.files,) if self.combine else tuple((file,) for file in self.files)

    @property
    def into_folder(self) -> bool:
        """Whether ``-o`` names a folder: one that exists, or a word that ends in a slash."""
        if self.output is None:
            return False
        ending = (os.sep, "/") if os.altsep is None else (os.sep, os.altsep)
        return self.output.endswith(ending) or Path(self.output).is_dir()

    @property
    def chosen_format(self) -> str | None:
        """png, jpeg or pdf: as asked, as combining needs, or as the output's name ends."""
        if self.combine:
            return "pdf"
        if self.format_name is None and self.output is not None and not self.into_folder:
            return SUFFIXES.get(Path(self.output).suffix.lower())
        return self.format_name


@click.command(short_help="Make a safe copy of each file.")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option(
    "-o",
    "--output",
    metavar="OUT|DIR",
    help="The copy's name, or a folder (existing, or ending in /). "
    "Default: <stem>.safe.<ext> next to the input.",
)
@click.option(
    "--profile",
    type=options.ProfileName(),
    default="safe-copy",
    show_default=True,
    help="What to hide: safe-copy, bsn-only, safe-copy-mrz, strict or watermark-only.",
)
@click.option(
    "--hide",
    multiple=True,
    type=options.KindWord(),
    help=f"Hide this field too; may be repeated. Fields: {', '.join(options.KINDS)}.",
)
@click.option(
    "--keep",
    multiple=True,
    type=options.KindWord(),
    help="Leave this field legible; may be repeated.",
)
@click.option("--recipient", metavar="T", help="Whom the copy is for, in the watermark.")
@click.option("--purpose", metavar="T", help="What the copy is for, in the watermark.")
@click.option(
    "--date",
    type=options.Day(),
    help="The watermark's date, 2026-11-23 or 23-11-2026. Default: today.",
)
@click.option("--no-watermark", is_flag=True, help="Burn in no watermark.")
@click.option(
    "--no-crop", is_flag=True, help="Keep the source's geometry; do not straighten to the document."
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(options.FORMATS),
    help="The copy's format. Default: as OUT ends, else as the input.",
)
@click.option(
    "--max-bytes",
    type=options.ByteSize(),
    help="The largest size an upload portal takes: 2MB, 500k.",
)
@click.option(
    "--combine",
    is_flag=True,
    help="All inputs and pages into one PDF; front and back on one A4 at true size.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.json",
    help="Write what was found and done, without any personal value.",
)
@click.option(
    "--accept-review",
    is_flag=True,
    help="Write copies that need review all the same; the exit code stays 3.",
)
@click.option("--overwrite", is_flag=True, help="Replace an existing copy (never the original).")
@click.option(
    "--lang",
    type=click.Choice(options.LANGUAGES),
    default=options.language,
    show_default="that of the locale, else nl",
    help="Language of the watermark and of the answers.",
)
@options.debug_option
def redact(**given: object) -> int:
    """Make a safe copy of each FILE (JPEG, PNG, WebP, TIFF, BMP, HEIC or PDF).

    Models load once for all files. A copy about which there is any doubt is not written but
    reported as "needs review".
    """
    wish = Wish(**given)  # type: ignore[arg-type]
    check(wish)
    settings = settings_of(wish)
    if wish.report is not None:
        from redactor.report import check_target

        check_target(wish.report, wish.files, wish.overwrite)
    with prepared_folder(wish):
        outcomes = run(wish, settings)
    codes = [code_of(outcome) for outcome in outcomes]
    if wish.report is not None:
        codes.append(write_report(wish.report, wish, settings, outcomes))
    if any(held(outcome) for outcome in outcomes):
        console.complain(words.line("hint", wish.lang))
    return console.worst(codes)


def check(wish: Wish) -> None:
    """Raises click.UsageError where the options do not fit together."""
    both = sorted(set(wish.hide) & set(wish.keep))
    if both:
        raise click.UsageError(f"{', '.join(both)}: either --hide or --keep, not both.")
    if wish.no_watermark and (wish.recipient or wish.purpose or wish.date):
        raise click.UsageError(
            "--recipient, --purpose and --date are for the watermark, which --no-watermark leaves "
            "out; drop one or the other."
        )
    if wish.no_watermark and wish.profile == "watermark-only" and not wish.hide:
        raise click.UsageError(
            "The profile watermark-only with --no-watermark would change nothing; drop one of them."
        )
    if wish.combine and wish.format_name not in (None, "pdf"):
        raise click.UsageError("--combine makes a PDF; drop --format or choose pdf.")
    check_output(wish)
    if wish.overwrite:
        check_names(wish)


def check_output(wish: Wish) -> None:
    """Raises click.UsageError where ``-o`` cannot hold what is asked for."""
    if wish.output is None or wish.into_folder:
        return
    if len(wish.jobs) > 1:
        raise click.UsageError(
            f"-o {console.printable(wish.output)}: for several files give a folder (existing, or "
            "ending in /), or --combine them into one PDF."
        )
    ending = SUFFIXES.get(Path(wish.output).suffix.lower())
    if ending is None:
        raise click.UsageError(
            f"-o {console.printable(wish.output)}: the copy's name ends in .png, .jpg, .jpeg or "
            ".pdf; a folder's ends in /."
        )
    wanted = "pdf" if wish.combine else wish.format_name
    if wanted not in (None, ending):
        raise click.UsageError(
            f"-o {console.printable(wish.output)} does not fit the format {wanted}; "
            "change one of them."
        )


def check_names(wish: Wish) -> None:
    """With ``--overwrite`` no two inputs of one run may share a copy's name.

    Without it the second one fails by itself, with it the first copy would be lost in silence.
    Raises click.UsageError.
    """
    seen: dict[tuple[str, str], Path] = {}
    for inputs in wish.jobs:
        folder = wish.output if wish.into_folder else str(inputs[0].parent)
        key = (str(folder), inputs[0].stem.casefold())
        if key in seen:
            raise click.UsageError(
                f"{console.names((seen[key], inputs[0]))}: with --overwrite both copies could get "
                "the same name and one be lost; redact them in two runs with different -o."
            )
        seen[key] = inputs[0]


def settings_of(wish: Wish) -> Settings:
    """The settings for the road; imports the core, so call it after the cheap checks."""
    from redactor.export import Format
    from redactor.model import Kind
    from redactor.pipeline import Settings

    chosen = wish.chosen_format
    return Settings(
        profile=wish.profile,
        hide=frozenset(Kind(word) for word in wish.hide),
        keep=frozenset(Kind(word) for word in wish.keep),
        watermark=watermark_of(wish),
        crop=not wish.no_crop,
        format=None if chosen is None else Format(chosen),
        max_bytes=wish.max_bytes,
        accept_review=wish.accept_review,
        overwrite=wish.overwrite,
    )


def watermark_of(wish: Wish) -> str | None:
    """The text to burn in, None for none."""
    if wish.no_watermark:
        return None
    from redactor.cover.wording import watermark_text

    return watermark_text(wish.lang, wish.recipient, wish.purpose, wish.date)


@contextmanager
def prepared_folder(wish: Wish) -> Iterator[None]:
    """Makes the folder that ``-o`` names, and takes it away again where nothing came to lie in it.

    Raises OutputWriteError where it cannot be made.
    """
    from redactor.errors import OutputWriteError

    folder = Path(wish.output) if wish.output is not None and wish.into_folder else None
    if folder is None or folder.is_dir():
        yield
        return
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise OutputWriteError(
            f"{folder}: this folder cannot be made; choose another place with -o."
        ) from error
    try:
        yield
    finally:
        if not any(folder.iterdir()):
            folder.rmdir()


def run(wish: Wish, settings: Settings) -> list[Outcome]:
    """Every job's outcome, its line told as soon as it is known.

    Raises RedactorError where the engines cannot be loaded: then no file has a chance.
    """
    progress = TerminalProgress(wish.lang)
    target = Path(wish.output) if wish.output is not None else None
    outcomes: list[Outcome] = []
    with roads.opened(progress, console.names(wish.jobs[0]), wish.debug) as road:
        for inputs in wish.jobs:
            outcome = one(road, inputs, target, settings, progress, wish.debug)
            tell(outcome, wish.lang)
            outcomes.append(outcome)
    return outcomes


def one(
    road: roads.Road,
    inputs: Sequence[Path],
    target: Path | None,
    settings: Settings,
    progress: TerminalProgress,
    debug: bool,
) -> Outcome:
    """The outcome of one job; an error becomes part of it instead of ending the run."""
    from redactor.pipeline import Outcome

    subject = console.names(inputs)
    with progress.task(subject):
        answer = console.attempt(lambda: road.redact(inputs, target, settings), subject, debug)
    if isinstance(answer, RedactorError):
        return Outcome(tuple(inputs), None, False, (), None, answer)
    return answer


def tell(outcome: Outcome, lang: str) -> None:
    """One calm line: what became of the copy.

    An error's sentence goes to stderr, and so does that a copy is not as its picture was.
    """
    if outcome.error is not None:
        console.complain(outcome.error.message)
        return
    doubts = outcome.verdict.doubts if outcome.verdict is not None else ()
    parameters = {
        "name": console.names(outcome.inputs),
        "output": console.printable(outcome.output or ""),
    }
    if outcome.released and outcome.output is not None:
        console.say(words.line("released", lang, **parameters))
    else:
        code = "held" if outcome.output is None else "accepted"
        console.say(words.line(code, lang, **parameters, reasons=words.reasons(doubts, lang)))
    if outcome.output is not None and any(page.mirrored for page in outcome.pages):
        console.complain(words.line("mirrored", lang, **parameters))


def held(outcome: Outcome) -> bool:
    """Whether the copy was not written for a doubt."""
    return outcome.error is None and outcome.output is None


def code_of(outcome: Outcome) -> int:
    """The exit code of one copy; anything short of a release is not 0."""
    if outcome.error is not None:
        return int(outcome.error.exit)
    if outcome.released and outcome.output is not None:
        return int(Exit.RELEASED)
    return int(Exit.REVIEW)


def write_report(path: Path, wish: Wish, settings: Settings, outcomes: Sequence[Outcome]) -> int:
    """Writes the report and returns its exit code; a failure is one sentence and no more."""
    from redactor import report

    failure = console.attempt(
        lambda: report.save(report.build(outcomes, settings), path, wish.files, wish.overwrite),
        console.printable(path),
        wish.debug,
    )
    if failure is None:
        return int(Exit.RELEASED)
    console.complain(failure.message)
    return int(failure.exit)
