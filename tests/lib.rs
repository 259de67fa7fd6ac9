//! What the tests that cross rooms share: the fixtures, made by real kubeadm, and how they are read.

pub mod approval_list;
pub mod blocks;
pub mod cases;
pub mod dropped;
pub mod fixtures;
pub mod key_pool;
pub mod kubectl;
pub mod left_out;
pub mod made;
pub mod openssl;
pub mod seeded;
pub mod stories;
