const TIMEOUT_MS = 5_000;

/** Asks an issuer for its key set. What answers elsewhere (a redirect) is not the issuer. */
export const keySetFrom =
  (url: string, { timeoutMs = TIMEOUT_MS }: { readonly timeoutMs?: number } = {}): (() => Promise<Response>) =>
  () =>
    fetch(url, {
      headers: { accept: 'application/jwk-set+json, application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });

const LARGEST_BYTES = 256 * 1_024;

/** A key set's body as JSON. @throws when it is larger than 256 KiB, however it is announced. */
export const readKeySetBody = async (response: Response): Promise<unknown> => {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the body.
    if (bytes > LARGEST_BYTES) throw new Error(`The key set is larger than ${LARGEST_BYTES} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return JSON.parse(text + decoder.decode());
};
