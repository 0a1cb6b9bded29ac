"""Checks exercises that other people made: `gongwu check exercises FILE.jsonl`."""
