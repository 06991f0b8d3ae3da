package main

func growth([]row) []byte { return nil }
