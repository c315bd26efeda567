type LiveStream = {
  readonly onTopics: (topics: readonly string[]) => void;
  /** It began: what was read before may have changed since. */
  readonly onStart: () => void;
  /** Nobody knows what was missed. */
  readonly onGap: () => void;
  /** The server refused the stream: the session may have ended. */
  readonly onRefused: () => void;
};

const firstPauseMs = 2_000;
const longestPauseMs = 60_000;

/**
 * `/v1/live` until it is ended. Browsers reconnect by themselves after a lost connection, but never after an answer that is
 * no stream: a proxy's 502 during a deployment would silence a tab for the rest of the day.
 */
export function openLiveStream({ onTopics, onStart, onGap, onRefused }: LiveStream): { readonly end: () => void } {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = firstPauseMs;
  let hasGap = false;
  let hasStarted = false;

  function open(): void {
    source = new EventSource('/v1/live');
    source.addEventListener('open', () => {
      pauseMs = firstPauseMs;
      if (hasGap) onGap();
      else if (!hasStarted) onStart();
      hasGap = false;
      hasStarted = true;
    });
    source.addEventListener('changed', ({ data }: MessageEvent<string>) =>
      onTopics((JSON.parse(data) as { topics: string[] }).topics),
    );
    source.addEventListener('resync', onGap);
    source.addEventListener('error', () => {
      if (source.readyState !== EventSource.CLOSED) return;
      hasGap = true;
      timer = setTimeout(open, pauseMs);
      pauseMs = Math.min(longestPauseMs, pauseMs * 2);
      onRefused();
    });
  }
  open();
  return {
    end() {
      clearTimeout(timer);
      source.close();
    },
  };
}
