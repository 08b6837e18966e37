/** Text that is HTML already. */
export type Html = string;

/** Text as HTML shows it. */
export function escapeHtml(text: string): Html {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Text whose `code` stands between backticks. */
export function markdown(text: string): Html {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

export function code(text: string): Html {
  return `<code>${escapeHtml(text)}</code>`;
}

export function join(parts: readonly Html[]): Html {
  return parts.filter((part) => part !== '').join('\n');
}

/** The anchor of a section. */
function anchor(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}

export function section(name: string, content: Html): Html {
  return `<section id="${anchor(name)}"><h2>${escapeHtml(name)}</h2>\n${content}</section>`;
}

/** A heading that can be linked to. */
export function heading(text: string, id: string): Html {
  return `<h3 id="${escapeHtml(id)}"><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a></h3>`;
}

/** Links to sections. */
export function list(names: readonly string[]): Html {
  const items = names.map((name) => `<li><a href="#${anchor(name)}">${escapeHtml(name)}</a></li>`);
  return `<ul>${items.join('')}</ul>`;
}

/** A table that scrolls sideways on its own where the page is narrow. */
export function table(
  head: readonly string[],
  rows: readonly (readonly Html[])[],
  look: 'plain' | 'prose' = 'plain',
): Html {
  const headings = head.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  const lines = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  const label = escapeHtml(head.join(', '));
  return `<div class="scroll ${look}" role="region" aria-label="${label}" tabindex="0"><table><thead><tr>${headings}</tr></thead><tbody>${lines.join('')}</tbody></table></div>`;
}
