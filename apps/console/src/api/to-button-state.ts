/** A change that several buttons start, as `useMutation` returns it. */
type Running<Variables> = { readonly isPending: boolean; readonly variables: Variables | undefined };

/** While a change is on its way, the button that started it (`isStarter`) shows it, and the others beside it rest. */
export function toButtonState<Variables>(
  { isPending, variables }: Running<Variables>,
  isStarter: (variables: Variables) => boolean,
): { readonly loading: boolean; readonly disabled: boolean } {
  const isOwn = isPending && variables !== undefined && isStarter(variables);
  return { loading: isOwn, disabled: isPending && !isOwn };
}
