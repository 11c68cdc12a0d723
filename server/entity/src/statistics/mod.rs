//! Figures: datasets, their versions, indicators, observations, code lists, charts.

pub mod chart;
pub mod codelist;
pub mod dataset;
pub mod dataset_version;
pub mod figure_source;
pub mod indicator;
pub mod observation;
pub mod parts;
pub mod statistics_guard;
pub mod trial;
pub mod withheld_figure;
