//! English.

/// Plants, birds, sky and water, stones and arches, wool and clay.
#[rustfmt::skip]
pub const THINGS: &[&str] = &[
    "Olive", "Almond", "Fig", "Quince", "Walnut", "Hazelnut", "Plum", "Orange", "Lemon", "Apricot", "Peach", "Apple",
    "Pear", "Carob", "Lavender", "Mint", "Thyme", "Mallow", "Tulip", "Anemone", "Primrose", "Cypress", "Pine", "Oak",
    "Cedar", "Palm", "Fern", "Leaf", "Seed", "Wheat", "Barley", "Hill", "River", "Fountain", "Terrace", "Window",
    "Lantern", "Candle", "Star", "Moon", "Cloud", "Rainbow", "Breeze", "Wave", "Rain", "Snow", "Forest", "Meadow",
    "Plain", "Cliff", "Cave", "Citadel", "Bridge", "Arcade", "Dome", "Tower", "Wool", "Shuttle", "Loom", "Thread",
    "Needle", "Braid", "Basket", "Jar", "Mosaic", "Carpet", "Swallow", "Lark", "Dove", "Stork", "Partridge", "Bee",
    "Ladybird", "Dragonfly", "Tortoise", "Gazelle",
];

/// Qualities.
#[rustfmt::skip]
pub const QUALITIES: &[&str] = &[
    "Quiet", "Calm", "Gentle", "Bright", "Golden", "Silver", "Blue", "Green", "White", "Scarlet", "Purple",
    "Turquoise", "Soft", "Light", "Patient", "Careful", "Curious", "Dreaming", "Travelling", "Distant", "Smiling",
    "Shining", "Radiant", "Fragrant", "Blooming", "Fresh", "Serene", "Steady", "Lively", "Free", "Faithful",
    "Sincere", "Tender", "Brave", "Joyful", "Early", "Sunny", "Wild", "Northern", "Swift", "Nimble", "Round",
    "Simple", "Ancient", "Deep", "Warm", "Silent", "Strong", "Kind", "Wise",
];

/// House, kitchen, field, road, animals.
#[rustfmt::skip]
pub const EVERYDAY: &[&str] = &[
    "door", "table", "chair", "plate", "bowl", "cup", "coffee", "tea", "sugar", "salt", "pepper", "bread", "milk",
    "cheese", "honey", "flour", "onion", "garlic", "carrot", "tomato", "pumpkin", "lentil", "rice", "water", "fire",
    "wood", "ember", "storm", "wind", "thunder", "mist", "winter", "summer", "autumn", "morning", "evening", "night",
    "week", "month", "road", "street", "market", "bus", "train", "bicycle", "mountain", "valley", "sand", "stone",
    "earth", "field", "plough", "sickle", "well", "bucket", "rope", "ladder", "hammer", "nail", "iron", "copper",
    "glass", "paper", "pencil", "notebook", "book", "letter", "photo", "mirror", "comb", "soap", "towel", "shirt",
    "shoe", "hat", "coat", "button", "pocket", "bag", "clock", "radio", "drum", "flute", "song", "cat", "horse",
    "camel", "sheep", "goat", "cow", "hen", "rooster", "duck", "rabbit", "hedgehog", "fox", "eagle", "owl", "fish",
    "frog", "ant", "spider", "scarf", "tent", "umbrella", "scale", "scissors", "stamp", "bell", "roof", "stairs",
    "garden", "bakery", "suitcase", "flag", "brush", "string", "drawer", "curtain", "pillow", "blanket", "kettle",
    "ladle", "saffron", "cinnamon", "cumin", "parsley", "basil", "grape", "melon", "brick", "engine", "map",
];
