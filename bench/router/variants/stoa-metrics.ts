/** What our router says of itself at /metrics. */
export interface StoaMetrics {
  readonly fast: number;
  readonly apollo: number;
  /** Operations left to the stock executor. */
  readonly stock: number;
}

/** Reads the counters that tell how requests were answered. @throws when the router serves no metrics, or others. */
export const stoaMetrics = async (port: number): Promise<StoaMetrics> => {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  const lines = (await response.text()).split('\n');
  if (response.status !== 200) throw new Error(`/metrics answers ${response.status}`);
  const sum = (name: string, label = '') => {
    const counted = lines.filter((line) => line.startsWith(name) && line.includes(label));
    // What is renamed must not count as none.
    if (counted.length === 0) throw new Error(`/metrics does not tell ${name}${label}`);
    return counted.reduce((total, line) => total + Number(line.split(' ').at(-1)), 0);
  };
  return {
    fast: sum('stoa_router_requests_total', 'lane="fast"'),
    apollo: sum('stoa_router_requests_total', 'lane="apollo"'),
    stock: sum('stoa_router_stock_executions_total'),
  };
};
