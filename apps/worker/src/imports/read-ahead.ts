/**
 * Reads the next value while the caller works on the one before. At most one value waits, so that memory stays bounded.
 * An error arrives after the values before it.
 */
export async function* readAhead<T>(values: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  let next = values.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = values.next();
      // It is reported when the caller asks for it; until then it must not count as unhandled.
      next.catch(() => {});
      yield value;
    }
  } finally {
    await next.catch(() => {});
    await values.return();
  }
}
