//! The page: a Yew app over the core, and the workers that do what is heavy.
//!
//! The policy of the page forbids inline styles: an element's `style` attribute is ignored by the browser. Sizes that
//! are computed go into SVG attributes or through the CSS object model (`CssStyleDeclaration::set_property`).

mod app;
mod boot;
mod clock;
mod components;
mod drop;
mod keys;
mod pages;
mod route;
mod sample;
mod save;
mod storage;
mod store;
mod timeline;
mod version;
mod worker;
