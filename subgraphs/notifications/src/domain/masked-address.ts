/** An e-mail address as support may see it: `a•••@example.com`. */
export const maskedAddress = (address: string): string => {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, Math.min(1, at))}•••${address.slice(at)}`;
};
