// The faults of what is in sight: what is cut, squeezed, without its label, or on top of something else.
([narrowest, narrowestWordy, wordy]) => {
  const faults = [];
  const seen = element => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !element.closest("[inert], .pa-unseen, #pa-status, .visually-hidden")
    && element.getBoundingClientRect().right > -500; // what is put far beyond the edge is for screen readers;
  const name = element => `<${element.tagName.toLowerCase()} ${element.id || element.className}> ${(element.innerText || element.ariaLabel || "").slice(0, 40)}`;
  const box = element => element.getBoundingClientRect();
  const scrolls = element => { for (let at = element; at; at = at.parentElement) if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true; return false; };
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`the page is ${document.documentElement.scrollWidth} wide`);

  const controls = [...document.querySelectorAll("a, button, input, textarea, summary")].filter(seen).filter(each => box(each).width > 1);
  for (const each of controls) {
    const { left, right } = box(each);
    if ((left < -1 || right > innerWidth + 1) && !scrolls(each)) faults.push(`beyond the edge: ${name(each)}`);
    if (each.matches("button, summary, th") && each.scrollWidth > each.clientWidth + 2 && getComputedStyle(each).overflowX !== "visible") faults.push(`cut: ${name(each)}`);
  }
  for (const each of [...document.querySelectorAll("#pa-tabs :is(label, button, summary)")].filter(seen)) {
    const range = document.createRange();
    range.selectNodeContents(each);
    const lines = new Set([...range.getClientRects()].filter(line => line.width > 1).map(line => Math.round(line.bottom)));
    if (lines.size > 4 && box(each).width < 130) faults.push(`a word a line: ${name(each)}`);
  }
  // What can be clicked is not below something else, where it is in sight.
  for (const each of controls) {
    const { left, right, top, bottom } = box(each);
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const clip = each.closest(".bubble-wrap, #pa-onward ul");
    if (clip) { const edge = box(clip); if (x < edge.left || x > edge.right || y < edge.top || y > edge.bottom) continue; }
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
    const there = document.elementFromPoint(x, y);
    if (there && !each.contains(there) && !there.contains(each) && !each.closest("label")?.contains(there) && each.parentElement !== there.parentElement) {
      const other = there.closest("a, button, input, textarea, summary, td, p");
      if (other && other !== each && !other.contains(each)) faults.push(`${name(each)} below ${name(other)}`);
    }
  }

  for (const table of [...document.querySelectorAll(".pa-result table")].filter(seen)) {
    const rows = [...table.tBodies[0].rows].slice(0, 12);
    const heads = [...table.tHead.rows[0].cells];
    if (table.scrollWidth > table.parentElement.clientWidth + 1) faults.push(`wider than its place: ${name(table)}`);
    const asTable = rows[0].cells[0].offsetParent && getComputedStyle(rows[0]).display === "table-row";
    if (asTable) {
      heads.forEach((head, n) => {
        if (!seen(head)) return;
        const length = rows.reduce((sum, row) => sum + row.cells[n].innerText.length, 0) / rows.length;
        const width = box(head).width;
        if (width < (length > wordy ? narrowestWordy : narrowest)) faults.push(`${Math.round(width)} px for a column: ${name(head)}`);
      });
    } else {
      for (const row of rows) for (const cell of [...row.cells].filter(seen)) {
        const label = getComputedStyle(cell, "::before");
        if (label.content === "none" || label.content === "normal" || parseFloat(label.height) < 12) faults.push(`no label: ${name(cell)}`);
        const inside = box(row), own = box(cell);
        if (own.left < inside.left - 1 || own.right > inside.right + 1) faults.push(`beyond its card: ${name(cell)}`);
        if (own.width < narrowest) faults.push(`${Math.round(own.width)} px for a cell of a card: ${name(cell)}`);
      }
    }
    rows.slice(1).forEach((row, n) => { if (box(row).top < box(rows[n]).bottom - 1) faults.push(`rows over each other: ${row.innerText.slice(0, 60)}`); });
    for (const row of rows) {
      const cells = [...row.cells].filter(seen).map(box);
      cells.forEach((one, n) => cells.slice(n + 1).forEach(other => {
        if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1) faults.push(`cells over each other: ${row.innerText.slice(0, 60)}`);
      }));
    }
  }

  // What stands beside each other is not on top of each other.
  for (const row of [...document.querySelectorAll("#pa-tabs .row")].filter(seen)) {
    const parts = [...row.children].filter(seen).map(each => [each, box(each)]).filter(([, { width, height }]) => width > 1 && height > 1);
    parts.forEach(([one, here], n) => parts.slice(n + 1).forEach(([other, there]) => {
      if (Math.min(here.right, there.right) - Math.max(here.left, there.left) > 1 && Math.min(here.bottom, there.bottom) - Math.max(here.top, there.top) > 1) faults.push(`over each other: ${name(one)} and ${name(other)}`);
    }));
  }

  // The words of pills within their rounded frame, to a pixel.
  for (const pill of [...document.querySelectorAll(".pa-verdict, .pa-unsure, .pa-status, .pa-tier")].filter(seen)) {
    const frame = box(pill), wanted = parseFloat(getComputedStyle(pill).borderTopLeftRadius);
    const round = Math.min(wanted, frame.width / 2, frame.height / 2);
    const range = document.createRange();
    range.selectNodeContents(pill);
    const outside = [...range.getClientRects()].filter(line => line.width > 1).some(line => [line.left, line.right].some(x => [line.top + 3, line.bottom - 3].some(y => {
      const across = Math.max(frame.left + round - x, x - frame.right + round, 0), down = Math.max(frame.top + round - y, y - frame.bottom + round, 0);
      return (across > 0 && down > 0 ? Math.hypot(across, down) : Math.max(across, down)) > round + 1;
    })));
    if (outside) faults.push(`outside its pill: ${name(pill)}`);
  }
  return [...new Set(faults)].slice(0, 20);
}
