"""The author's files that are published as they are, and their custom.css: what no visitor may be sent.

In: Pelican's static files, and custom.css. Out: errors in the report of the build.
"""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from plugins.core.cache import Cache
from plugins.core.digests import digest
from plugins.core.problems import Problem, Report
from plugins.dialect.source.front_matter import HeaderError, decode, read_bytes
from plugins.finish.drawings import drawing_problems
from plugins.finish.style_files import embedded_style_problems, style_problems
from plugins.pictures.variants import LFS_POINTER

Check = Callable[[bytes, Collection[str]], list[Problem]]


def check_own_files(
    files: Iterable[Path],
    custom: Path,
    content: Path,
    hosts: Collection[str],
    code: bytes,
    cache: Cache,
    report: Report,
) -> None:
    """Report drawings that run a script, and drawings and style sheets that call hosts which are not among `hosts`.

    `files` are published; `custom` is the author's own style sheet, which need not exist; both lie in `content`.
    """
    checks = [(file, CHECKS[file.suffix.lower()]) for file in files if file.suffix.lower() in CHECKS]
    checks += [(custom, _check_custom)] if custom.exists() or custom.is_symlink() else []
    for file, check in checks:
        try:
            data = read_bytes(file, content)
        except HeaderError as error:
            report.error(file, error.line, str(error))
            continue
        key = digest(code, data, *sorted(hosts))
        name = f"own file:{file.relative_to(content).as_posix()}"
        report.errors_in(file, cache.value(name, key, lambda check=check, data=data: check(data, hosts)))


def _check_drawing(data: bytes, hosts: Collection[str]) -> list[Problem]:
    """A file that stands for a drawing elsewhere is reported where it is shown."""
    return [] if not data or data.startswith(LFS_POINTER) else drawing_problems(data, hosts)


def _check_sheet(data: bytes, hosts: Collection[str]) -> list[Problem]:
    encoding = "utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8"
    return list(style_problems(data.decode(encoding, "replace"), hosts))


def _check_custom(data: bytes, hosts: Collection[str]) -> list[Problem]:
    try:
        return list(embedded_style_problems(decode(data), hosts))
    except HeaderError as error:
        return [Problem.at(error.line, str(error))]


CHECKS: dict[str, Check] = {".svg": _check_drawing, ".svgz": _check_drawing, ".css": _check_sheet}
