import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../shell/icons.tsx';

type SearchFieldProps = {
  label: string;
  value: string;
  onChange: (text: string) => void;
  width?: number | string;
  /** What stands in the empty field; then the label stands above it, as it does at other fields of a form. */
  placeholder?: string;
};

const settledAfterMs = 350;

/** A field that filters while one types, but never in the middle of composing Japanese. */
export function SearchField({ label, value, onChange, width = 280, placeholder }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const [isComposing, setComposing] = useState(false);
  const change = useRef(onChange);
  useEffect(() => {
    change.current = onChange;
  });
  // The address changes by other means, too: back, or a link.
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (isComposing || text.trim() === value) return;
    const timer = setTimeout(() => change.current(text.trim()), settledAfterMs);
    return () => clearTimeout(timer);
  }, [text, value, isComposing]);
  return (
    <TextInput
      type="search"
      {...(placeholder === undefined ? { 'aria-label': label, placeholder: label } : { label, placeholder })}
      leftSection={<Icon name="search" size={16} />}
      w={{ base: '100%', sm: width }}
      value={text}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
    />
  );
}
