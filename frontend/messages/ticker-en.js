// @ts-check

/** What the ticker says. */
export default {
  "symbol.TEA": "Tea",
  "symbol.COFFEE": "Coffee",
  "symbol.CACAO": "Cacao",
  "symbol.SUGAR": "Sugar",
  "board.label": "What to show",
  "board.empty": "No prices yet.",
  "price.last": "Last price",
  "price.change": "Since the start",
  "price.rate": "Messages",
  "price.perSecond": "{rate} per second",
  "price.up": "▲ {change}",
  "price.down": "▼ {change}",
  "price.same": "{change}",
  "price.spoken": "{name}: {price}, {change} since the start",
  "chart.label": "{name}, the last {seconds} seconds: from {least} to {most}, now {price}",
  "chart.open": "start",
  "table.show": "The same as a table",
  "table.time": "Time",
  "table.price": "Price",
  "ticker.stale": "No connection: these prices are old.",
};
