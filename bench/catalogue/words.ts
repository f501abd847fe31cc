/** The top of the tree, what is below, and the nouns of what is sold there. */
export const TREE: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Clothing: {
    Shirts: ['shirt', 'blouse', 'polo', 'tunic'],
    Trousers: ['trousers', 'jeans', 'chinos', 'leggings'],
    Jackets: ['jacket', 'coat', 'parka', 'blazer'],
    Dresses: ['dress', 'skirt', 'jumpsuit', 'kaftan'],
  },
  Shoes: {
    Sneakers: ['sneaker', 'trainer', 'runner', 'plimsoll'],
    Boots: ['boot', 'ankle boot', 'wellington', 'hiking boot'],
    Sandals: ['sandal', 'slide', 'espadrille', 'clog'],
  },
  'Home & Kitchen': {
    Cookware: ['pan', 'casserole', 'wok', 'kettle'],
    Lighting: ['lamp', 'lantern', 'chandelier', 'spotlight'],
    Textiles: ['pillow', 'blanket', 'curtain', 'rug'],
    Tableware: ['plate', 'bowl', 'mug', 'teapot'],
  },
  Sports: {
    Cycling: ['helmet', 'saddle', 'pedal', 'pannier'],
    Camping: ['tent', 'hammock', 'stove', 'sleeping bag'],
    Fitness: ['dumbbell', 'yoga mat', 'kettlebell', 'skipping rope'],
  },
  Garden: {
    Tools: ['spade', 'rake', 'secateurs', 'trowel'],
    Furniture: ['bench', 'deckchair', 'parasol', 'garden table'],
    Plants: ['fern', 'olive tree', 'lavender', 'bonsai'],
  },
  Toys: {
    Games: ['puzzle', 'board game', 'card game', 'dice set'],
    Building: ['brick set', 'marble run', 'train set', 'magnet kit'],
    Plush: ['teddy bear', 'plush fox', 'plush owl', 'plush whale'],
  },
};

export const ADJECTIVES = [
  'Alpine', 'Amber', 'Arctic', 'Boreal', 'Breezy', 'Bright', 'Calm', 'Classic', 'Coastal', 'Compact', 'Cozy', 'Crisp',
  'Daily', 'Durable', 'Easy', 'Elegant', 'Everyday', 'Festive', 'Fine', 'Foldable', 'Fresh', 'Gentle', 'Golden', 'Grand',
  'Handmade', 'Heritage', 'Iconic', 'Indigo', 'Light', 'Little', 'Lunar', 'Mellow', 'Mighty', 'Minimal', 'Modern', 'Natural',
  'Nimble', 'Nordic', 'Organic', 'Padded', 'Perfect', 'Playful', 'Polished', 'Portable', 'Premium', 'Quiet', 'Radiant', 'Refined',
  'Robust', 'Rustic', 'Sleek', 'Slim', 'Smooth', 'Solid', 'Sunny', 'Timeless', 'Urban', 'Velvet', 'Vintage', 'Woven',
]; // prettier-ignore

export const MATERIALS = [
  'cotton', 'linen', 'wool', 'silk', 'leather', 'canvas', 'denim', 'bamboo', 'oak', 'walnut', 'steel', 'copper',
  'ceramic', 'glass', 'cork', 'hemp', 'rubber', 'marble', 'titanium', 'recycled plastic',
]; // prettier-ignore

export const BRANDS = [
  'Aldermoor', 'Birchwick', 'Calloway', 'Dunmore', 'Elmhurst', 'Fairhaven', 'Glenrose', 'Harrowgate', 'Ironbridge', 'Juniper',
  'Kestrel', 'Larkspur', 'Marlowe', 'Northfell', 'Oakhurst', 'Pemberton', 'Quillon', 'Ravensworth', 'Silverlake', 'Thornbury',
  'Underhill', 'Valemont', 'Westerly', 'Yarrow', 'Zephyr', 'Ashford', 'Brightwater', 'Cinderford', 'Driftwood', 'Evermore',
]; // prettier-ignore

export const COLORS = [
  'Black',
  'White',
  'Red',
  'Blue',
  'Green',
  'Yellow',
  'Grey',
  'Brown',
  'Pink',
  'Orange',
  'Purple',
  'Beige',
];

export const SIZES = ['XS', 'S', 'M', 'L', 'XL'];

export const TAGS = ['new', 'sale', 'bestseller', 'gift', 'limited', 'vegan', 'local', 'fair trade'];
