const typed = new Set<HTMLInputElement | HTMLTextAreaElement>();

const isText = (target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && ['text', 'email', 'number', 'tel', 'url'].includes(target.type));

/** Filters and lists to choose from: what is written there only finds something. */
const finding = '[role=search] *, [role=combobox], [aria-haspopup=listbox]';

/** Follows what the person writes, in whichever form. */
export function followTyping(): void {
  document.addEventListener('input', ({ target }) => {
    if (isText(target) && !target.matches(finding)) typed.add(target);
  });
}

/** Whether the page has a text that a person has written here and would have to write again. */
export function hasTypedText(): boolean {
  for (const field of typed) if (!field.isConnected) typed.delete(field);
  return [...typed].some(({ value }) => value.trim() !== '');
}
