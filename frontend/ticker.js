// @ts-check
import { startPage } from "./start-page.js";
import { TickerPage } from "./ui/ticker-page.js";

await startPage(new TickerPage());
