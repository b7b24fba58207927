// Everything works without this file. Each part below only makes something that already works quicker to use.
import { initAll } from "../vendor/govuk/govuk-frontend.min.js";
import { keepDrafts } from "./drafts.js";
import { dropFiles } from "./files.js";
import { closeMenus } from "./menus.js";
import { selectAll } from "./select.js";
import { refreshProgress } from "./progress.js";
import { keepUnsent } from "./unsent.js";

initAll();
keepDrafts(document);
dropFiles(document);
closeMenus(document);
selectAll(document);
refreshProgress(document);
keepUnsent(document);
