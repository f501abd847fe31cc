import type pg from 'pg';
import type { SearchQuestion } from '../domain/search.ts';
import { pageSql, statement, tallySql, type SearchPage } from './search-sql.ts';

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
    const sql = statement();
    const text = unionOf(
      'product_id, key',
      pages.map((page) => pageSql(sql, page)),
    );
    const { rows } = await pool.query<{ question: number; product_id: string; key: string }>(text, sql.values);
    const byPage = Map.groupBy(rows, (row) => row.question);
    return pages.map((_, index) =>
      (byPage.get(index) ?? []).map((row) => ({ productId: row.product_id, key: row.key })),
    );
  },

  tallies: async (questions) => {
    const sql = statement();
    const counts = unionOf(
      'kind, value, count',
      questions.map((question) => tallySql(sql, question)),
    );
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

/** Several selections as one, each row with the number of the selection it is of. */
const unionOf = (columns: string, selections: readonly string[]) =>
  selections.map((text, index) => `(SELECT ${index} AS question, ${columns} FROM (${text}) part)`).join(' UNION ALL ');

/**
 * Candidates share trigrams, or begin with the same letter and are few edits away (trigrams miss letters that changed
 * places in a short word). What is too far is no candidate: it would make another word of one that nobody sells. The fewest
 * edits win, then similarity.
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
    WHERE word <> '' AND word ~>=~ left(plain.word, 1) AND word ~<~ (left(plain.word, 1) || chr(1114111)) 
      AND length(word) BETWEEN length(plain.word) - 1 AND length(plain.word) + 2
      AND levenshtein_less_equal(word, plain.word, 2) <= 2
  ) candidate
  WHERE length(candidate.word) < 64 AND length(plain.word) < 64 AND (
    levenshtein(candidate.word, plain.word) <= CASE WHEN length(plain.word) < 5 THEN 1 ELSE 2 END
    OR starts_with(candidate.word, plain.word) OR similarity(candidate.word, plain.word) > 0.5
  )
  ORDER BY levenshtein(candidate.word, plain.word), similarity(candidate.word, plain.word) DESC, candidate.word
  LIMIT 1
) best
WHERE NOT EXISTS (SELECT FROM search_words known WHERE known.word = plain.word)`;
