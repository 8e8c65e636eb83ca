// @ts-check
// What every page loads before it is first shown, so that it is not seen in another theme or language.
import "./theme.js";
import "./ui/page-header.js";
import { keepTranslated } from "./ui/translated.js";

keepTranslated(document.body);
