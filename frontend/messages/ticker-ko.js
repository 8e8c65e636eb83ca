// @ts-check

/** 시세 화면의 문구. */
export default {
  "symbol.TEA": "차",
  "symbol.COFFEE": "커피",
  "symbol.CACAO": "카카오",
  "symbol.SUGAR": "설탕",
  "board.label": "볼 종목",
  "board.empty": "아직 시세가 없습니다.",
  "price.last": "현재가",
  "price.change": "시작 대비",
  "price.rate": "메시지",
  "price.perSecond": "초당 {rate}건",
  "price.up": "▲ {change}",
  "price.down": "▼ {change}",
  "price.same": "{change}",
  "price.spoken": "{name}: {price}, 시작 대비 {change}",
  "chart.label": "{name}, 최근 {seconds}초: 최저 {least}, 최고 {most}, 현재 {price}",
  "chart.open": "시작",
  "table.show": "표로 보기",
  "table.time": "시각",
  "table.price": "가격",
  "ticker.stale": "연결이 끊겨 지난 시세를 보여 줍니다.",
};
