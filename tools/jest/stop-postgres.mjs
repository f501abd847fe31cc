export default async function stopPostgres() {
  await globalThis.stoaTestServer?.stop();
}
