"""Static files under names that hold their hash, scripts that import each other included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """An import in a script is rewritten too. Django's pattern needs the semicolon at its end: `import ... from "./x.js";`."""

    support_js_module_import_aggregation = True
