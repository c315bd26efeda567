import { sendingHours } from '@goen/contracts/internal';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { computeJitter, pickInstantMs } from './jitter.ts';
import { findWindowOn } from './sending-windows.ts';

const window = findWindowOn('2026-11-06', sendingHours.parse({}));
if (window === null) throw new Error('Expected a sending window on a Friday');

test('a case and kind always have the same fraction: a change would break replays', () => {
  expect(computeJitter('0b0c3f0e-5a8e-4a27-9d3e-1f0d4c1f7a01', 'first_follow_up')).toBeCloseTo(0.950137174455449, 9);
  expect(computeJitter('0b0c3f0e-5a8e-4a27-9d3e-1f0d4c1f7a01', 'second_follow_up')).toBeCloseTo(0.6797751958947629, 9);
});

test('the instant lies in the half-open sending window', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const atMs = pickInstantMs(window, computeJitter(id, 'rejection_mail'));
      expect(atMs).toBeGreaterThanOrEqual(window.startMs);
      expect(atMs).toBeLessThan(window.endMs);
    }),
  );
});

test('cases with similar ids are spread evenly', () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let id = 0; id < 10_000; id += 1) {
    const tenth = Math.floor(
      computeJitter(`00000000-0000-4000-8000-${String(id).padStart(12, '0')}`, 'rejection_mail') * 10,
    );
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  expect(Math.min(...tenths)).toBeGreaterThan(880);
  expect(Math.max(...tenths)).toBeLessThan(1120);
});
