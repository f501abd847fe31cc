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

/** In a second tab: what headers say is shown when the socket is opened, too. */
export const defaultSubscription = `# An order as it moves: its state now, then after each change.
# Whose it is, Headers say:
# { "authorization": "Bearer <access token>" }, or { "x-order-token": "<the order's accessToken>" } for guests
subscription TrackOrder($id: ID!) {
  orderUpdated(id: $id) {
    version
    number
    status
    paymentStatus
    fulfillmentStatus
    shipments {
      status
      carrier
      trackingNumber
    }
  }
}
`;
