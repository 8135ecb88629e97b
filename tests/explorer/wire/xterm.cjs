// A terminal of xterm.js without a window: a line of JSON in, a line of JSON out.
// `npm install @xterm/headless` somewhere, and NODE_PATH=somewhere/node_modules.
const { Terminal } = require("@xterm/headless");

const [columns, rows] = process.argv.slice(2).map(Number);
const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true });

function look() {
  const buffer = terminal.buffer.active;
  const seen = [[buffer.cursorX, buffer.cursorY, buffer.type]];
  for (let y = 0; y < terminal.rows; y++) {
    const line = buffer.getLine(buffer.baseY + y);
    for (let x = 0; x < terminal.cols; x++) {
      const cell = line.getCell(x);
      seen.push([
        cell.getChars(), cell.getWidth(), cell.getFgColorMode(), cell.getFgColor(),
        cell.getBgColorMode(), cell.getBgColor(), cell.isBold(), cell.isDim(), cell.isItalic(),
        cell.isUnderline(), cell.isBlink(), cell.isInverse(), cell.isInvisible(),
        cell.isStrikethrough(), cell.isOverline(),
      ]);
    }
  }
  return seen;
}

function answer(asked) {
  if (asked.columns) terminal.resize(asked.columns, asked.rows);
  const said = () => process.stdout.write(JSON.stringify(asked.look ? look() : []) + "\n");
  terminal.write(asked.write || "", said);
}

require("readline").createInterface({ input: process.stdin }).on("line", (line) => answer(JSON.parse(line)));
