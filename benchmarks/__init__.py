"""What `make bench` runs: figures as ratios beside naive baselines, in one run."""
