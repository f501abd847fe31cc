/** What a first visitor finds in the editor; it has to answer on a fresh installation. */
export const defaultQuery = `# Stoa: one graph over eight domains.
# Run it with the button; Ctrl-Space suggests.
# The book on the left documents the schema.
# To sign in, set under Headers:
# { "authorization": "Bearer <access token>" }
{
  productSearch(query: "shirt", first: 3) {
    nodes {
      title
      shop {
        name
      }
      variants {
        title
        price {
          amount
          currencyCode
        }
        availability {
          quantityAvailable
        }
      }
    }
  }
}
`;
