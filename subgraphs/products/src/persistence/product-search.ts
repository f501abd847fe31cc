import type pg from 'pg';
import type { SearchQuestion } from '../domain/search.ts';
import { pageSql, statement, tallySql, type SearchPage, type Statement } from './search-sql.ts';

export interface SearchRow {
  readonly productId: string;
  /** Its place in the order, for the cursor. */
  readonly key: string;
}

/** How many of the matches have a value: `kind` is count, shop, category, price or option.<name>. */
export interface Tally {
  readonly kind: string;
  readonly value: string;
  readonly count: number;
  /** The name of the shop or category; null for others, and for what is not known. */
  readonly label: string | null;
}

/** Finds published products. Several questions at once are one statement each for rows, tallies. */
export interface ProductSearch {
  pages(pages: readonly SearchPage[]): Promise<SearchRow[][]>;
  tallies(questions: readonly SearchQuestion[]): Promise<Tally[][]>;
  /** The same words with those that no product has replaced by the most similar ones; the same text when there is none. */
  correct(words: string): Promise<string>;
}

/** Statements are planned with their values each time: a plan for any word would be wrong for rare and common ones. */
export const productSearch = (pool: pg.Pool): ProductSearch => ({
  pages: async (pages) => {
    const rows = await union<{ question: number; product_id: string; key: string }>(pool, pages, 'product_id, key', pageSql);
    const byPage = Map.groupBy(rows, (row) => row.question);
    return pages.map((_, index) => (byPage.get(index) ?? []).map((row) => ({ productId: row.product_id, key: row.key })));
  },

  tallies: async (questions) => {
    const sql = statement();
    const counts = unionOf(sql, questions, 'kind, value, count', tallySql);
    const { rows } = await pool.query<Tally & { question: number }>(
      `SELECT t.question, t.kind, t.value, t.count, coalesce(s.name, c.name) AS label FROM (${counts}) t
       LEFT JOIN shops s ON t.kind = 'shop' AND s.id = t.value
       LEFT JOIN categories c ON t.kind = 'category' AND c.id = t.value`,
      sql.values,
    );
    const byQuestion = Map.groupBy(rows, (row) => row.question);
    return questions.map((_, index) => byQuestion.get(index) ?? []);
  },

  correct: async (words) => {
    const written = words.match(/[\p{L}\p{N}]{3,}/gu) ?? [];
    if (written.length === 0) return words;
    const { rows } = await pool.query<{ word: string; better: string }>(CORRECT, [[...new Set(written)]]);
    const better = new Map(rows.map((row) => [row.word, row.better]));
    return words.replaceAll(/[\p{L}\p{N}]{3,}/gu, (word) => better.get(word) ?? word);
  },
});

function unionOf<Part>(sql: Statement, parts: readonly Part[], columns: string, textOf: (sql: Statement, part: Part) => string): string {
  return parts.map((part, index) => `(SELECT ${index} AS question, ${columns} FROM (${textOf(sql, part)}) part)`).join(' UNION ALL ');
}

async function union<Row extends object>(
  pool: pg.Pool,
  parts: readonly SearchPage[],
  columns: string,
  textOf: (sql: Statement, part: SearchPage) => string,
): Promise<Row[]> {
  const sql = statement();
  const { rows } = await pool.query<Row>(unionOf(sql, parts, columns, textOf), sql.values);
  return rows;
}

/**
 * Candidates share trigrams, or begin with the same letter and are few edits away (trigrams miss letters that changed
 * places in a short word). The fewest edits win, then similarity.
 */
const CORRECT = `
SELECT given.word, best.word AS better
FROM unnest($1::text[]) given(word)
CROSS JOIN LATERAL (SELECT unaccent(lower(given.word)) AS word) plain
CROSS JOIN LATERAL (
  SELECT candidate.word FROM (
    SELECT word FROM search_words WHERE word % plain.word
    UNION
    SELECT word FROM search_words
    WHERE word <> '' AND word ~>=~ left(plain.word, 1) AND word ~<~ (left(plain.word, 1) || chr(1114111)) AND length(word) BETWEEN length(plain.word) - 1 AND length(plain.word) + 2
      AND levenshtein_less_equal(word, plain.word, 2) <= 2
  ) candidate
  WHERE length(candidate.word) < 64 AND length(plain.word) < 64
  ORDER BY levenshtein(candidate.word, plain.word), similarity(candidate.word, plain.word) DESC, candidate.word
  LIMIT 1
) best
WHERE NOT EXISTS (SELECT FROM search_words known WHERE known.word = plain.word)`;
