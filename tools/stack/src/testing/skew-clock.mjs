// Loaded with --import before a service: its clock is wrong by so many minutes (`?minutes=60`), as on a machine whose
// time is not synchronised. Timers run as before.
const skewMs = Number(new URL(import.meta.url).searchParams.get('minutes')) * 60_000;
const RealDate = Date;

globalThis.Date = class Date extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + skewMs);
    else super(...args);
  }

  static now() {
    return RealDate.now() + skewMs;
  }
};
