"""What is wrong with a file, a mapping or a row, in words."""

from odoo.tools.translate import LazyTranslate

from ...engine.identifiers import IdentifierError
from ...engine.importer import Fault, FileFault, FileRemark, MappingFault

_lt = LazyTranslate(__name__)

_FILE_MESSAGES = {
    FileFault.EMPTY: _lt("The file is empty."),
    FileFault.TOO_BIG: _lt(
        "The file is %(size)s MB, the limit is %(limit)s MB. Cut it into several files."
    ),
    FileFault.NOT_A_WORKBOOK: _lt(
        "This is no list of clients: neither a workbook (.xlsx, .xls, .ods) nor a text "
        "with separators (.csv)."
    ),
    FileFault.OTHER_FORMAT: _lt(
        "This is a %(found)s file. Save it as “Excel Workbook (.xlsx)”, "
        "then drop it here."
    ),
    FileFault.PASSWORD: _lt(
        "The workbook is protected by a password. Remove the password in Excel "
        "(File, Info, Protect Workbook), then drop it here."
    ),
    FileFault.BROKEN: _lt(
        "The workbook is damaged and cannot be read. Open it in Excel, save it again, "
        "then drop it here."
    ),
    FileFault.UNPACKS_TOO_BIG: _lt(
        "The workbook unpacks to %(size)s MB, the limit is %(limit)s MB."
    ),
    FileFault.TOO_MUCH_WORK: _lt(
        "The file asks for more memory or time than an import may use. Cut it into "
        "several files, or copy its rows into a new workbook."
    ),
    FileFault.NO_DATA: _lt("The workbook has no sheet with anything in it."),
    FileFault.NO_SHEET: _lt("The workbook has no sheet “%(sheet)s”."),
    FileFault.NO_ROWS: _lt(
        "The sheet “%(sheet)s” has no row of data below its headers."
    ),
    FileFault.TOO_MANY_ROWS: _lt(
        "The sheet has more than %(limit)s rows. Cut it into several files."
    ),
    FileFault.TOO_MANY_COLUMNS: _lt("The sheet has more than %(limit)s columns."),
}

_NOTE_MESSAGES = {
    FileRemark.WRONG_EXTENSION: _lt(
        "The name of the file says %(given)s, but it is a %(found)s file; it is read "
        "as what it is."
    ),
    FileRemark.MIXED_ENCODINGS: _lt(
        "Accents are written in two ways in this file; %(lines)s lines were read in "
        "another way than the rest. Have a look at their accents."
    ),
    FileRemark.MERGED_CELLS: _lt(
        "Merged cells: %(count)s. Their value counts for the first cell only; the "
        "others are blank."
    ),
    FileRemark.FORMULAS_WITHOUT_RESULT: _lt(
        "Formulas without a result: %(count)s. Open the workbook in Excel and save it, "
        "or these cells are taken as blank."
    ),
}

_MAPPING_MESSAGES = {
    MappingFault.TARGET_MISSING: _lt(
        "Choose the column that holds “%(target)s”: it is mandatory."
    ),
    MappingFault.TARGET_TWICE: _lt(
        "“%(target)s” is chosen for several columns: %(columns)s. Keep one of them."
    ),
}

_ROW_MESSAGES = {
    Fault.KEY_MISSING: _lt("The reference is missing."),
    Fault.NAME_MISSING: _lt("The name is missing."),
    Fault.KEY_TWICE: _lt("The same reference is on row %(rows)s too."),
    Fault.TOO_LONG: _lt("Too long: %(length)s characters, the limit is %(limit)s."),
    Fault.NOT_A_NUMBER: _lt("Not a number."),
    Fault.NOT_AN_INTEGER: _lt("Not a whole number."),
    Fault.OUT_OF_RANGE: _lt("Must be between %(minimum)s and %(maximum)s."),
    Fault.NOT_A_DATE: _lt("Not a date. Write it as 31/12/2026."),
    Fault.NOT_A_STATUS: _lt("Answer yes for a client, no for a prospect."),
    Fault.NOT_A_BOOLEAN: _lt("Answer yes or no."),
    Fault.UNKNOWN_CODE: _lt("Unknown: it is not in the list."),
    Fault.AMBIGUOUS_CODE: _lt("Several are meant: %(candidates)s. Give the code."),
    Fault.BANK_COUNTRIES: _lt("The BIC and the IBAN are not of the same country."),
    Fault.SCIENTIFIC: _lt(
        "Excel has shortened this number and lost digits. Set the format of the "
        "column to Text and enter the value again."
    ),
    Fault.EXCEL_ERROR: _lt("The formula of this cell gives an error."),
    Fault.COORDINATE_ALONE: _lt("Latitude and longitude go together: one is missing."),
    Fault.OUT_OF_REACH: _lt(
        "This reference belongs to a prospect that you may not change."
    ),
    Fault.CLIENT_TO_PROSPECT: _lt("A client cannot become a prospect again."),
    Fault.SIRET_DOUBTFUL: _lt("This SIRET does not seem right."),
    Fault.VAT_DOUBTFUL: _lt("This VAT number does not seem right."),
    Fault.PHONE_DOUBTFUL: _lt("This phone number does not seem right."),
    Fault.EMAIL_DOUBTFUL: _lt("This e-mail address does not seem right."),
    Fault.NO_PLACE: _lt("Neither address nor coordinates: it will be on no map."),
    Fault.ARCHIVED: _lt("This record is archived, and stays so."),
}
_NEAREST = _lt("Unknown: it is not in the list. Did you mean “%(suggestion)s”?")
_MEGABYTE = 1024 * 1024


def file_message(env, error):
    """What is wrong with a file, in the user's language."""
    params = dict(error.params)
    for name in ("size", "limit"):
        if error.fault in (FileFault.TOO_BIG, FileFault.UNPACKS_TOO_BIG):
            params[name] = -(-params[name] // _MEGABYTE)
    template = env._(_FILE_MESSAGES[error.fault])
    return template % params


def note_message(env, note):
    """What is odd about a file that is read all the same."""
    template = env._(_NOTE_MESSAGES[note.remark])
    return template % note.params


def mapping_message(env, problem, label, headers):
    """What is wrong with a mapping.

    :param label: name of the target on the screen
    :param headers: headers of the columns meant
    """
    params = {"target": label, "columns": ", ".join(headers)}
    template = env._(_MAPPING_MESSAGES[problem.fault])
    return template % params


def row_message(env, problem):
    """What is wrong with a row."""
    params = dict(problem.params)
    if problem.fault in (Fault.BAD_IBAN, Fault.BAD_BIC):
        error = IdentifierError(problem.value, params["reason"])
        return env["res.partner"]._get_identifier_message(problem.target, error)
    if problem.fault is Fault.KEY_TWICE:
        params["rows"] = ", ".join(map(str, params["rows"][:5]))
    is_near = bool(params.get("suggestion"))
    template = env._(_NEAREST if is_near else _ROW_MESSAGES[problem.fault])
    return template % params
